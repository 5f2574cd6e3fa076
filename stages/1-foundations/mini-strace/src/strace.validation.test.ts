import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { normalised } from '../test/normalised.ts';

const root = join(import.meta.dirname, '../../../..');
// Inside the tree, where the addon is found.
const folder = mkdtempSync(join(root, 'node_modules/.mini-strace-'));
const work = mkdtempSync(join(tmpdir(), 'mini-strace-'));
const program = join(folder, 'mini-strace.mjs');

beforeAll(async () => {
  const lines = [
    "import { processIo, runTool } from '@ai-perf/core-cli';",
    "import { tool } from '@ai-perf/mini-strace';",
    "process.exitCode = await runTool(tool, process.argv.slice(2), processIo(process), 'mini-strace');",
  ];
  const banner = "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);";
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: import.meta.dirname },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@ai-perf/source'],
    banner: { js: banner },
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(work, { recursive: true });
});

interface Ran {
  readonly status: number | null;
  readonly trace: string;
  readonly stdout: string;
  readonly stderr: string;
}

function run(tracer: readonly string[], options: readonly string[], command: readonly string[]): Ran {
  const file = join(work, 'trace');
  rmSync(file, { force: true });
  const [name = '', ...words] = [...tracer, ...options, '-o', file, ...command];
  const { status, stdout, stderr } = spawnSync(name, words, {
    encoding: 'utf8',
    timeout: 60_000,
    cwd: work,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  return { status, stdout, stderr, trace: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

const ours = (options: readonly string[], command: readonly string[]): Ran =>
  run([process.execPath, program], options, command);
const theirs = (options: readonly string[], command: readonly string[]): Ran => run(['strace'], options, command);

beforeEach(({ skip }) => {
  skip(spawnSync('strace', ['true']).status !== 0, 'strace is not installed, or may not trace');
});

const same: readonly (readonly string[])[] = [
  ['true'],
  ['cat', '/etc/passwd'],
  ['cat', '/etc/no-such-file'],
  ['ls', '/'],
  ['head', '-c', '100', '/dev/zero'],
  ['uname', '-a'],
  ['id'],
  ['nproc'],
  ['seq', '3'],
  ['stat', '/'],
  ['sleep', '0.01'],
  ['md5sum', '/etc/passwd'],
  ['tail', '-n', '1', '/etc/passwd'],
  ['gzip', '-c', '/etc/passwd'],
  ['sed', '-n', '1p', '/etc/passwd'],
  ['awk', 'BEGIN { print 1 }'],
  ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=101', 'status=none'],
  ['sh', '-c', 'umask 077; exit 7'],
];

test.each(same)('the lines are those of strace: %s %s %s', (...command) => {
  const strace = theirs(['-f'], command);
  const mine = ours(['-f'], command);
  expect(normalised(mine.trace)).toEqual(normalised(strace.trace));
  expect([mine.status, mine.stdout]).toEqual([strace.status, strace.stdout]);
});

test.each([
  [['-e', 'trace=openat,close']],
  [['-e', 'trace=%file']],
  [['-e', 'trace=!mmap']],
  [['-z']],
  [['-Z']],
  [['-s', '4']],
  [['-v']],
  [['-x']],
  [['-y']],
  [['-n']],
  [['-a', '20']],
])('with %s too', (options) => {
  const command = ['cat', '/etc/hostname'];
  expect(normalised(ours(options, command).trace)).toEqual(normalised(theirs(options, command).trace));
});

test('-c counts the same calls and errors', () => {
  const counted = ({ trace }: Ran): readonly string[] =>
    trace
      .split('\n')
      .flatMap((line) => /^ *[\d.]+ +[\d.]+ +\d+ +(\d+ +(?:\d+ +)?\w+)$/.exec(line)?.[1]?.replace(/ +/g, ' ') ?? [])
      .sort();
  const command = ['sh', '-c', 'ls / /no-such-folder; cat /etc/passwd'];
  const strace = counted(theirs(['-f', '-c', '-e', 'trace=openat,read,write,execve,close'], command));
  expect(strace.length).toBe(6);
  expect(counted(ours(['-f', '-c', '-e', 'trace=openat,read,write,execve,close'], command))).toEqual(strace);
});

test('an injected error is the one that strace injects', () => {
  const options = ['-e', 'trace=read', '-e', 'inject=read:error=EIO:when=3+'];
  const command = ['cat', '/etc/passwd'];
  const [strace, mine] = [theirs(options, command), ours(options, command)];
  expect(strace.trace).toContain('(INJECTED)');
  expect(normalised(mine.trace)).toEqual(normalised(strace.trace));
  expect([mine.status, mine.stderr]).toEqual([strace.status, strace.stderr]);
});

test('every exec of 7 children is seen, as by strace', () => {
  const script = join(work, 'many.sh');
  writeFileSync(script, 'for i in 1 2 3 4 5 6 7; do /bin/true; done; exit 3\n');
  const begun = ({ trace }: Ran): number => trace.split('\n').filter((line) => / execve\(/.test(line)).length;
  const [strace, mine] = [theirs(['-f'], ['sh', script]), ours(['-f'], ['sh', script])];
  expect([begun(strace), begun(mine)]).toEqual([8, 8]);
  expect([strace.status, mine.status]).toEqual([3, 3]);
});

test('a command that a signal kills has the status of a shell, and the line says so', () => {
  const mine = ours([], ['sh', '-c', 'kill -SEGV $$']);
  expect(mine.status).toBe(139);
  expect(mine.trace).toContain('+++ killed by SIGSEGV +++');
});

test('wrong usage and a process that is not there end with 2 and 1', () => {
  expect(ours([], []).status).toBe(2);
  expect(ours(['-e', 'trace=nosuch'], ['true']).status).toBe(2);
  expect(ours(['-p', '999999999'], []).status).toBe(1);
  expect(ours([], ['no-such-program-here']).status).toBe(127);
});
