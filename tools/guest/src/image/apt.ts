import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { KernelLine } from './kernel-line.ts';
import { newestPackage } from './kernel-line.ts';

const execute = promisify(execFile);
type Settings = readonly string[];

/** Downloads the newest kernel package of a line into `folder`; resolves to the package's name. */
export async function downloadKernel(
  line: KernelLine,
  folder: string,
  say: (text: string) => void,
): Promise<Result<string>> {
  try {
    const settings = line.release === null ? [] : await privateIndex(line.release, folder, say);
    const { stdout } = await execute('apt-cache', [...settings, 'pkgnames', 'linux-image-'], { maxBuffer: 1 << 24 });
    const name = newestPackage(stdout.split('\n').filter((found) => line.packages.test(found)));
    if (name === null) return err(notInIndex(line.line));
    say(`downloading ${name} (about 70 MB, once)`);
    // _apt, the user that apt drops to, may not write here; root's own fetch is as good.
    await execute('apt-get', [...settings, '-qq', '-o', 'APT::Sandbox::User=root', 'download', name], { cwd: folder });
    return ok(name);
  } catch (thrown) {
    return err(aptFailed(line.line, thrown));
  }
}

// An apt state of our own, so that the user's sources stay as they are.
async function privateIndex(
  release: NonNullable<KernelLine['release']>,
  folder: string,
  say: (text: string) => void,
): Promise<Settings> {
  const state = join(folder, 'apt');
  for (const inside of ['lists/partial', 'cache/archives/partial', 'sources.d'])
    mkdirSync(join(state, inside), { recursive: true });
  const uri = await repositoryUri(release.repository);
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(join(state, 'sources.list'), `deb [arch=amd64 signed-by=${keyring}] ${uri} ${release.suite} main\n`);
  const settings = [
    `Dir::State::Lists=${state}/lists`,
    `Dir::Cache=${state}/cache`,
    `Dir::Etc::SourceList=${state}/sources.list`,
    `Dir::Etc::SourceParts=${state}/sources.d`,
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
  say(`reading the package index of ${release.suite}`);
  await execute('apt-get', [...settings, '-qq', 'update']);
  return settings;
}

// The mirror that this machine uses already.
async function repositoryUri(repository: 'main' | 'security'): Promise<string> {
  const { stdout } = await execute('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const uris = [...new Set(stdout.split('\n'))].filter((uri) => /debian(-security)?\/?$/.test(uri));
  const found = uris.find((uri) => uri.includes('security') === (repository === 'security'));
  if (found === undefined) throw new Error(`apt knows no Debian ${repository} repository`);
  return found;
}

const notInIndex = (line: string): ReturnType<typeof problem> =>
  problem('kernel-not-found', {
    what: `no kernel of the line ${line} can be fetched`,
    why: 'the package index has none',
    fix: 'apt-get update, or another --kernel',
  });

function aptFailed(line: string, thrown: unknown): ReturnType<typeof problem> {
  const { stderr = '', message = '' } = thrown as { stderr?: string; message?: string };
  return problem('kernel-not-fetched', {
    what: `the kernel ${line} was not downloaded`,
    why: (stderr.trim().split('\n')[0] || message).slice(0, 300),
    fix: 'apt-get update, then again; the guest needs a Debian host with its package sources',
  });
}
