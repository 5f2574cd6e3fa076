import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Profile } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { probePerfEvent } from '@ai-perf/sources-perf-event';
import { compile, openSession, seededRandom } from '@ai-perf/tools-workloads';
import type { Running, Session } from '@ai-perf/tools-workloads';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { bundleRecord, commandOf, isRecording, startRecord, until } from '../test/record-program.ts';
import type { RecordOutput } from './summary.ts';

const spin = { program: 'spin', framePointers: true };
let bundle: Awaited<ReturnType<typeof bundleRecord>>;
let session: Session;
let spinner: string;

beforeAll(async () => {
  bundle = await bundleRecord();
  session = unwrap(await openSession(seededRandom(7)));
  spinner = unwrap(await session.install(spin, 'spinner')).path;
});
afterAll(async () => {
  await session.close();
  rmSync(bundle.folder, { recursive: true });
});

const { software } = probePerfEvent();
beforeEach(({ skip }) => {
  if (software.state === 'impossible') skip(`perf events cannot be opened here: ${software.why.why}`);
});

const startSpinning = async (): Promise<Running> => unwrap(await session.start(spin));
const stateOf = (pid: number): string => /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
const isGone = (pid: number): Promise<true> => until(() => (existsSync(`/proc/${pid}`) ? null : true));

test('the status of the command is the status of record, and its output goes through', async () => {
  const { status, out } = await startRecord(bundle.path, ['--', 'sh', '-c', 'echo from the command; exit 7']).ended;
  expect([status, out.split('\n')[0]]).toEqual([7, 'from the command']);
  expect((await startRecord(bundle.path, ['--', 'sh', '-c', 'kill -SEGV $$']).ended).status).toBe(139);
  expect((await startRecord(bundle.path, ['--', 'no-such-program-here']).ended).status).toBe(127);
});

test('with --json stdout is one document, whatever the command prints', async () => {
  const { out, err } = await startRecord(bundle.path, ['--json', '--', 'sh', '-c', 'echo from the command']).ended;
  expect(JSON.parse(out)).toMatchObject({ command: { status: 0, signal: null, endedByUs: false } });
  expect(err).toContain('from the command');
});

test('Ctrl-C ends the command, prints what was measured and writes it', async () => {
  const file = join(bundle.folder, 'profile.json.gz');
  const recorder = startRecord(bundle.path, ['-o', file, '--', spinner]);
  const command = await commandOf(recorder.pid, 'spinner');
  await new Promise((resolve) => setTimeout(resolve, 500));
  recorder.process.kill('SIGINT');
  const { status, out } = await recorder.ended;
  expect(status).toBe(0);
  expect(out).toMatch(/\[ record: wrote .*profile\.json\.gz \]\n\[ record: \d+ samples of /);
  const profile = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Profile;
  expect(profile.samples.at).toHaveLength(Number(/(\d+) samples of/.exec(out)?.[1]));
  expect(existsSync(`/proc/${command}`)).toBe(false);
});

// script(1) gives the recorder a terminal of its own; what is written to it is typed there.
function typeCtrlC(words: readonly string[]): Promise<string> {
  const line = [process.execPath, bundle.path, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    if (text.includes('ready')) child.stdin.end('\u0003');
  });
  return once(child, 'close').then(() => text);
}

test('Ctrl-C in a terminal reaches the command once, not a second time from us', async ({ skip }) => {
  skip(spawnSync('script', ['--version']).status !== 0, 'script(1) of util-linux is not installed');
  const count = "trap 'n=$((n+1))' INT; echo ready; for i in 1 2 3 4 5; do sleep 0.1; done; echo interrupted $n";
  const text = await typeCtrlC(['--', 'bash', '-c', count]);
  expect(text).toContain('interrupted 1');
  expect(text).toContain('samples of');
});

test('Ctrl-C while a running process is recorded leaves that process as it was', async () => {
  const target = await startSpinning();
  const recorder = startRecord(bundle.path, ['-p', String(target.pid)]);
  await isRecording(recorder.pid);
  recorder.process.kill('SIGINT');
  const { status, out } = await recorder.ended;
  expect([status, /samples of/.test(out), stateOf(target.pid)]).toEqual([0, true, 'R']);
  await target.stop();
});

test('recording ends by itself when its process does', async () => {
  const target = await startSpinning();
  const recorder = startRecord(bundle.path, ['-p', String(target.pid)]);
  await isRecording(recorder.pid);
  await target.stop();
  expect((await recorder.ended).status).toBe(0);
});

test('a command that ignores SIGTERM is killed when its time is up', async () => {
  const stubborn = ['bash', '-c', "trap '' INT TERM; while :; do :; done"];
  const recorder = startRecord(bundle.path, ['--duration', '300ms', '--', ...stubborn]);
  const command = await commandOf(recorder.pid, 'bash');
  expect((await recorder.ended).status).toBe(0);
  expect(existsSync(`/proc/${command}`)).toBe(false);
});

test('SIGKILL of record leaves no command', async ({ skip }) => {
  const missing = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status !== 0;
  skip(missing, 'setpriv (util-linux 2.33) is not there: a released command outlives record');
  const recorder = startRecord(bundle.path, ['--', spinner]);
  const command = await commandOf(recorder.pid, 'spinner');
  recorder.process.kill('SIGKILL');
  expect(await isGone(command)).toBe(true);
});

test('SIGKILL of record leaves the process that it recorded running', async () => {
  const target = await startSpinning();
  const recorder = startRecord(bundle.path, ['-p', String(target.pid)]);
  await isRecording(recorder.pid);
  recorder.process.kill('SIGKILL');
  await recorder.ended;
  expect(stateOf(target.pid)).toBe('R');
  await target.stop();
});

test('no such process is a problem with what, why and fix, and exit 3', async () => {
  const { status, err, out } = await startRecord(bundle.path, ['-p', '4194304']).ended;
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toMatch(/^record: cannot sample .* of process 4194304: it does not exist, has ended, or is hidden .*\n {2}try: .+\n$/);
});

test('under a filter that refuses perf_event_open the problem names the filter', async () => {
  const filter = unwrap(await compile({ program: 'deny-syscalls', framePointers: false }));
  const words = ['perf_event_open', '--', process.execPath, bundle.path, '--', 'true'];
  const { status, stderr } = spawnSync(filter, words, { encoding: 'utf8' });
  expect(status).toBe(3);
  expect(stderr).toMatch(/perf_event_open is refused: EPERM although .*seccomp/);
});

/** Runs record as `nobody`, who may see the spinner's copy alone. */
function recordAsNobody(words: (path: string) => readonly string[]): ReturnType<typeof spawnSync> {
  const folder = mkdtempSync(join(tmpdir(), 'nobody-'));
  const path = join(folder, 'spinner');
  copyFileSync(spinner, path);
  for (const open of [folder, path]) chmodSync(open, 0o755);
  const user = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
  const line = [...user, process.execPath, bundle.path, ...words(path)];
  const ended = spawnSync('setpriv', line, { encoding: 'utf8', cwd: folder });
  rmSync(folder, { recursive: true });
  return ended;
}

const paranoid = Number(readFileSync('/proc/sys/kernel/perf_event_paranoid', 'utf8'));

function needNormalUser({ skip }: TestContext): void {
  skip(process.getuid?.() !== 0, 'only root can become another user');
  skip(paranoid !== 2, `kernel.perf_event_paranoid is ${paranoid}, not the kernel's default of 2`);
}

test('as a normal user the kernel is left out, and it is said', (context) => {
  needNormalUser(context);
  const { stdout, stderr } = recordAsNobody((path) => ['--json', '--duration', '1s', '--', path]);
  expect(stderr).toBe('');
  const { notes, profiles } = JSON.parse(String(stdout)) as RecordOutput;
  expect(notes.map(({ code }) => code)).toContain('kernel-left-out');
  expect(profiles[0]?.functions.some(({ space }) => space === 'kernel')).toBe(false);
});

const refused = [
  ['the whole host', ['-a', '--duration', '1s'], /perf_event_paranoid is 2 and this process lacks CAP_PERFMON/],
  ['what happens in the kernel alone', ['-e', 'context-switches', '--', 'true'], /perf_event_paranoid=1, or run it as/],
  ['a process of another user', ['-p', '1', '--duration', '1s'], /it belongs to another user/],
] as const;

for (const [what, words, message] of refused) {
  test(`as a normal user ${what} is refused with what would help`, (context) => {
    needNormalUser(context);
    const { status, stderr } = recordAsNobody(() => words);
    expect(status).toBe(3);
    expect(String(stderr)).toMatch(message);
  });
}
