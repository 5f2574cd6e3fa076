import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../workspace/packages.mjs';

// A machine of which only the programs named here exist. What would change the host writes down how it was called.
let folder: string;
const real = ['bash', 'dirname', 'find', 'git', 'grep', 'mktemp', 'rm', 'sed', 'tail', 'cat', 'touch', 'chmod'];
const present = ['python3', 'make', 'gcc'];
const lock = (version: string): string =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } },
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ai-perf-bootstrap-'));
  for (const path of ['bin', 'tools/workspace', 'node_modules']) mkdirSync(join(folder, path), { recursive: true });
  const scripts = ['tools/bootstrap.sh', 'tools/workspace/installed.mjs'];
  for (const path of scripts) cpSync(join(root, path), join(folder, path));
  for (const name of real.filter(which)) symlinkSync(which(name), join(folder, 'bin', name));
  symlinkSync(process.execPath, join(folder, 'bin/node'));
  for (const name of [...present, 'g++']) program(name, '');
  program('npm', `echo npm "$@" >> ${folder}/calls`);
  program('apt-get', `echo apt-get "$@" >> ${folder}/calls`);
  program('id', 'echo 1000');
  writeFileSync(join(folder, 'package-lock.json'), lock('1.0.0'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), lock('1.0.0'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function which(name: string): string {
  return spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
}

function program(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  rmSync(path, { force: true });
  writeFileSync(path, `#!/bin/bash\n${body}\n`);
  chmodSync(path, 0o755);
}

const without = (name: string): void => rmSync(join(folder, 'bin', name));

function bootstrap(step: string): { status: number | null; said: string; calls: string[] } {
  const { status, stdout, stderr } = spawnSync('bash', ['tools/bootstrap.sh', step], {
    cwd: folder,
    encoding: 'utf8',
    // HOME is unset on purpose: init scripts and containers have none.
    env: { PATH: join(folder, 'bin') },
  });
  return { status, said: stdout + stderr, calls: callsSoFar() };
}

function callsSoFar(): string[] {
  try {
    return readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

test('where all is there it says nothing and calls nobody', () => {
  expect(bootstrap('build')).toEqual({ status: 0, said: '', calls: [] });
});

test('Node 18 is refused, and it says how to get a newer one', () => {
  program('node', 'if [ "$1" = --version ]; then echo v18.19.0; else exit 1; fi');
  const { status, said } = bootstrap('build');
  expect(status).toBe(3);
  expect(said).toContain('node is v18.19.0, 20.19 or newer is needed. Debian 12 brings Node 18; get 20.19 or newer');
});

test('no Node at all is said too', () => {
  without('node');
  expect(bootstrap('build')).toMatchObject({ status: 3, said: expect.stringContaining('there is no node here') });
});

test('a user without root is given the exact line to run, and a missing compiler ends it with 3', () => {
  without('g++');
  const { status, said, calls } = bootstrap('build');
  expect([status, calls]).toEqual([3, []]);
  expect(said).toContain('\n  sudo apt-get install -y --no-install-recommends g++ \n');
});

test('root gets what is missing, and only that', () => {
  without('g++');
  program('id', 'echo 0');
  program('apt-get', `echo apt-get "$@" >> ${folder}/calls; touch ${folder}/bin/g++; chmod +x ${folder}/bin/g++`);
  const { status, calls } = bootstrap('build');
  expect([status, calls]).toEqual([0, ['apt-get update -qq', 'apt-get install -y -qq --no-install-recommends g++']]);
});

test('an apt-get that fails is quoted, and ends it with 3 when the package is needed', () => {
  without('g++');
  program('id', 'echo 0');
  program('apt-get', 'echo "E: Could not resolve host"; exit 100');
  expect(bootstrap('build')).toMatchObject({ status: 3, said: expect.stringContaining('E: Could not resolve host') });
});

test('node_modules of another lock file is installed anew, once, without install scripts', () => {
  writeFileSync(join(folder, 'package-lock.json'), lock('1.0.1'));
  const call = 'npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error';
  expect(bootstrap('build')).toMatchObject({ status: 0, calls: [call] });
  expect(bootstrap('build')).toEqual({ status: 0, said: '', calls: [call] });
});

test('an optional package that another platform would have is not missed, a needed one is', () => {
  const onlyInstalled = (name: string): void => {
    const packages = { [`node_modules/${name}`]: { version: '1.0.0' } };
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  };
  onlyInstalled('a');
  expect(bootstrap('build').calls).toEqual([]);
  onlyInstalled('b');
  expect(bootstrap('build').calls).toHaveLength(1);
});

test('an install that was cut short is taken up again', () => {
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  expect(bootstrap('build').calls).toHaveLength(1);
});

test('the commit hook is set in a git checkout, once, and never over a choice of the user', ({ skip }) => {
  skip(which('git') === '', 'there is no git here');
  spawnSync('git', ['init', '-q'], { cwd: folder });
  const hooksPath = (): string =>
    spawnSync('git', ['config', '--get', 'core.hooksPath'], { cwd: folder, encoding: 'utf8' }).stdout.trim();
  expect(bootstrap('build').said).toContain('core.hooksPath is .githooks');
  expect(bootstrap('build').said).toBe('');
  spawnSync('git', ['config', 'core.hooksPath', 'mine'], { cwd: folder });
  bootstrap('build');
  expect(hooksPath()).toBe('mine');
});

test('an unknown step is wrong usage', () => {
  expect(bootstrap('fly').status).toBe(2);
});
