import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const own = dirname(fileURLToPath(import.meta.url));

export const stampOf = (folder) => join(folder, 'build/stamp');

/** Hash over the addon's sources and everything else that decides what its binary is. */
export function fingerprint(folder) {
  const hash = createHash('sha256');
  for (const file of [...filesOf(join(folder, 'src')), join(folder, 'binding.gyp'), join(own, 'addon.gypi')]) {
    hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  const versions = ['node-addon-api', 'node-gyp'].map((name) => require(`${name}/package.json`).version);
  const tools = [compilerVersion(), process.versions.modules, process.versions.napi, process.arch, ...versions];
  return hash.update(tools.join('\0')).digest('hex');
}

/** Whether the binary is there and was built from this fingerprint. */
export function isUpToDate(folder, wanted) {
  const release = join(folder, 'build/Release');
  const built = existsSync(release) && readdirSync(release).some((name) => name.endsWith('.node'));
  return built && existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8').trim() === wanted;
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function compilerVersion() {
  const { stdout } = spawnSync(process.env['CXX'] ?? 'g++', ['--version'], { encoding: 'utf8' });
  return stdout?.split('\n')[0] ?? 'no compiler';
}
