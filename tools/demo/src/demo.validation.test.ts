// The demo knows what it planted, so it is a test of the whole path: with full sight, as nobody, and behind a filter.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '@ai-perf/core-result';
import { bundleSource, compile, probeSight } from '@ai-perf/tools-workloads';

const here = fileURLToPath(new URL('.', import.meta.url));
const commandLine = join(here, '../../../stages/5-agent/agent/dist/cli/main.js');
const notBuilt = [!existsSync(commandLine), 'the command line is not built: npm run build'] as const;
const nobody = { uid: 65534, gid: 65534 };
let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'tmp'));
  await chmod(join(folder, 'tmp'), 0o777);
  bundle = await bundleSource(join(here, 'demo-main.ts'), folder);
});
afterAll(() => rm(folder, { recursive: true }));

interface Shown {
  readonly status: number | null;
  readonly text: string;
}

async function show(words: readonly string[], identity: Partial<typeof nobody> = {}): Promise<Shown> {
  const [program = process.execPath, ...rest] = words;
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
  const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'inherit'], ...identity });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  const status = await new Promise<number | null>((done) => child.once('close', done));
  return { status, text };
}

const demo = (): string[] => [process.execPath, bundle];

function reportOf(text: string): string {
  const path = /^Report\n {2}(.+)$/m.exec(text)?.[1] ?? '';
  return path.startsWith('/') ? path : join(here, '../../..', path);
}

test('with full sight the mutex and the function that takes it are named', async ({ skip }) => {
  skip(...notBuilt);
  const { uid, perf, perfKernel } = unwrap(await probeSight());
  skip(uid !== 0 || perf !== 0 || perfKernel !== 0, 'perf events are not granted here, or this is not root');
  const { status, text } = await show(demo());
  expect(text).toMatch(/^Verdict\n {2}lock\/mutex: .*post_to_ledger/m);
  expect(text).toContain('Beside the truth\n  right: post_to_ledger');
  expect(status).toBe(0);
  expect(await readFile(reportOf(text), 'utf8')).toContain('post_to_ledger');
});

test('where observers are refused the demo says what it could not see', async ({ skip }) => {
  skip(...notBuilt);
  const deny = unwrap(await compile({ program: 'deny-syscalls', framePointers: false }));
  const { status, text } = await show([deny, '--', ...demo()]);
  expect(text).toContain('Could not be seen here\n  samples of user code (perf_event_open)\n');
  expect(text).toMatch(/^Verdict\n {2}(lock\/mutex|undecided\/undecided): /m);
  expect(status).toBe(0);
});

test('as nobody it ends well too', async ({ skip }) => {
  skip(...notBuilt);
  skip(process.getuid?.() !== 0, 'only root can become nobody');
  const { status, text } = await show(demo(), nobody);
  expect(text).toMatch(/^Verdict\n {2}(lock\/mutex|undecided\/undecided): /m);
  expect(status).toBe(0);
});
