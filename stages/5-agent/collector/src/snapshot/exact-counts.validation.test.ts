// A program that does exactly what it is told, seen by two snapshots. Between commands it sleeps in read(2).
import { cpus } from 'node:os';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { ProcessDelta } from '@ai-perf/analysis-rates';
import type { HostSnapshot, ProcessSnapshot } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { readSwitches } from '@ai-perf/sources-procfs';
import type { Command, Stepper } from '@ai-perf/tools-fixtures';
import { expect, test } from 'vitest';
import { clock, useSteppers } from '../../test/steppers.ts';
import { openSession } from '../session.ts';
import { takeSnapshot } from './take-snapshot.ts';

const start = useSteppers();

interface Seen {
  readonly before: ProcessSnapshot;
  readonly after: ProcessSnapshot;
  readonly delta: ProcessDelta;
  readonly cpuTime: number;
}

async function seenDoing(stepper: Stepper, command: Command, amount: number): Promise<Seen> {
  const session = unwrap(openSession(clock));
  const first = takeSnapshot(session);
  const { cpuTime } = await stepper.tell(command, amount);
  const second = takeSnapshot(session);
  const delta = compareSnapshots(first, second).processes.find(({ tgid }) => tgid === stepper.pid);
  const [before, after] = [rowOf(first, stepper), rowOf(second, stepper)];
  return { before, after, delta: delta as ProcessDelta, cpuTime };
}

const rowOf = ({ processes }: HostSnapshot, { pid }: Pick<Stepper, 'pid'>): ProcessSnapshot =>
  processes.find(({ tgid }) => tgid === pid) as ProcessSnapshot;

type Counter = 'writeCalls' | 'writtenCharacters' | 'minorFaults' | 'majorFaults' | 'descriptors' | 'resident';
type Switches = Exclude<ProcessSnapshot['switches'], null>;
const switchesOf = ({ switches }: ProcessSnapshot): Switches => switches as Switches;
const grown = ({ before, after }: Seen, counter: Counter): number => (after[counter] ?? NaN) - (before[counter] ?? NaN);

test('10,007 writes of one byte are 10,007 calls and as many bytes, and the answer is one more', async () => {
  const seen = await seenDoing(await start(), 'write', 10_007);
  const answer = 'done \n'.length + String(seen.cpuTime).length;
  expect(grown(seen, 'writeCalls')).toBe(10_007 + 1);
  expect(grown(seen, 'writtenCharacters')).toBe(10_007 + answer);
  expect(seen.delta.bytesPerWrite).toBeCloseTo(1, 2);
});

test('1,009 touched pages are 1,009 minor faults and as many resident pages', async () => {
  const stepper = await start();
  // The page of the page table and of the counter itself come with the first.
  await stepper.tell('touch', 1);
  const seen = await seenDoing(stepper, 'touch', 1_009);
  expect(grown(seen, 'minorFaults')).toBe(1_009);
  expect(grown(seen, 'majorFaults')).toBe(0);
  // Resident pages are counted per CPU, and stat adds up with an error of up to a batch a CPU at either end.
  // see: proc_pid_statm(5), lib/percpu_counter.c
  const batch = Math.max(32, 2 * cpus().length);
  expect(Math.abs(grown(seen, 'resident') - 1_009)).toBeLessThanOrEqual(2 * cpus().length * batch);
});

test('211 opened files are 211 descriptors more', async () => {
  expect(grown(await seenDoing(await start(), 'open', 211), 'descriptors')).toBe(211);
});

test('97 sleeps are 97 voluntary switches, and the wait for the next command one more', async () => {
  const { before, after } = await seenDoing(await start(), 'sleep', 97);
  expect(switchesOf(after).voluntary - switchesOf(before).voluntary).toBe(97 + 1);
});

test('CPU time is that of the process\'s own clock, to a tick by stat and to a millisecond by schedstat', async () => {
  const { before, after, cpuTime } = await seenDoing(await start(), 'burn', 370);
  const ticks = after.userTime + after.systemTime - before.userTime - before.systemTime;
  expect(Math.abs(ticks - cpuTime / 1e7)).toBeLessThanOrEqual(2);
  expect(Math.abs((after.onCpu ?? 0) - (before.onCpu ?? 0) - cpuTime)).toBeLessThan(2e6);
});

test('a duty cycle of 40 % is the share that the process itself measured', async () => {
  const { delta, cpuTime, before, after } = await seenDoing(await start(), 'duty', 40);
  const share = cpuTime / (after.at - before.at);
  expect(Math.abs(delta.cpu.total - share)).toBeLessThan(0.01);
  expect(Math.abs((delta.onCpu ?? 0) - share)).toBeLessThan(0.005);
});

test('the switches of a process are those of all its threads', async () => {
  const stepper = await start({ steps: 5 });
  const { before, after } = await seenDoing(stepper, 'threads', 7);
  expect(after.threads - before.threads).toBe(7);
  // Each thread sleeps 5 times and then for good; the main thread waits for each of them and for the next command.
  const switches = switchesOf(after).voluntary - switchesOf(before).voluntary;
  const ofMain = unwrap(readSwitches(`/proc/${stepper.pid}`))?.voluntary ?? 0;
  expect(switches).toBeGreaterThanOrEqual(7 * 6);
  // At most: a new thread may also wait for the lock of the address space.
  expect(switches).toBeLessThanOrEqual(7 * 6 + 7 + 1 + 7);
  expect(ofMain).toBeLessThan(7 * 6);
});

test('what a thread ran before it was last seen stays with the process when the thread ends', async () => {
  const stepper = await start();
  const { before, after, cpuTime } = await seenDoing(stepper, 'burn-thread', 250);
  const byStat = (after.userTime + after.systemTime - before.userTime - before.systemTime) * 1e7;
  expect(Math.abs(byStat - cpuTime)).toBeLessThanOrEqual(2e7);
  // schedstat of an ended thread is gone: the sum knows what was seen of it, here nothing.
  expect((after.onCpu ?? 0) - (before.onCpu ?? 0)).toBeLessThan(cpuTime);
  expect(after.onCpu ?? 0).toBeGreaterThanOrEqual(before.onCpu ?? 0);
});

test('1,201 turns of ping-pong on one CPU are 1,201 sleeps of either side', async () => {
  const stepper = await start();
  const session = unwrap(openSession(clock));
  const before = switchesOf(rowOf(takeSnapshot(session), stepper));
  const { child } = await stepper.tell('ping-pong', 1_201);
  const second = takeSnapshot(session);
  const after = switchesOf(rowOf(second, stepper));
  const other = switchesOf(rowOf(second, { pid: child as number }));
  const sleeps = after.voluntary - before.voluntary;
  const forced = after.forced - before.forced + other.forced;
  // Whoever is pushed off the CPU may find its turn come when it is back, and then does not sleep.
  // The parent also waits 100 ms for its child, and then for the next command; the child ends in pause(2).
  expect(Math.abs(sleeps - (1_201 + 2))).toBeLessThanOrEqual(3 + forced);
  expect(Math.abs(other.voluntary - (1_201 + 1))).toBeLessThanOrEqual(3 + forced);
});

test('a process that ends and is waited for leaves its calls to its parent', async () => {
  const seen = await seenDoing(await start(), 'child-writes', 503);
  expect(grown(seen, 'writeCalls')).toBe(503 + 1);
});

test('31 children that nobody waits for are 31 zombies of their parent', async () => {
  const stepper = await start();
  const session = unwrap(openSession(clock));
  await stepper.tell('zombies', 31);
  const zombies = takeSnapshot(session).processes.filter(({ parent }) => parent === stepper.pid);
  expect(zombies.map(({ state }) => state)).toEqual(Array.from({ length: 31 }, () => 'Z'));
});
