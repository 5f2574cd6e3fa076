// The real faults on the real host: they act, they stop, and they leave nothing, however the harness ends.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { as } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';
import { unwrap } from '@ai-perf/core-result';
import { bundleSource, openSession, seededRandom } from '@ai-perf/tools-workloads';
import { catalogue } from './catalogue.ts';
import type { CaseResult } from './run/case.ts';
import type { Totals } from './run/totals.ts';
import { settle } from './settle.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = (name: string): string => join(here, '../../fixtures', name);
const never = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-rca-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** More than two run on each CPU, on average over a minute. */
const isCrowded = (): boolean => (loadavg()[0] ?? 0) > 2 * availableParallelism();

test.for(catalogue)('$id acts, stops and leaves nothing', async (fault, { skip }) => {
  for (const intensity of [1, 3] as const) {
    const session = unwrap(await openSession(seededRandom(intensity)));
    try {
      const injected = await fault.inject({ session, intensity, duration: as<Seconds>(20) });
      if (!injected.ok) return skip(`${injected.problem.what}: ${injected.problem.why}`);
      const proof = await settle(injected.value, never);
      skip(!proof.ok && isCrowded(), 'others use this host so much that the fault cannot act');
      expect(proof).toMatchObject({ ok: true });
      await session.close();
      const pids = injected.value.processes.flatMap((process) => process.pids);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(existsSync(session.folder)).toBe(false);
    } finally {
      await session.close();
    }
  }
});

const healthyAnswer = JSON.stringify({
  version: 1, startedAt: '0', duration: 5e9, scope: { kind: 'system' }, candidates: [], findings: [], evidence: [],
  recommendations: [], limits: [], lost: 0,
  verdict: {
    resource: 'none', mechanism: 'healthy', culprit: null, site: null, confidence: 1, summary: '', wouldNeed: [],
  },
});

/** The harness as a process of its own, with a temp folder of its own in which leftovers would show. */
async function startBench(environment: Record<string, string>, ...args: string[]): Promise<ChildProcess> {
  const bundle = await bundleSource(join(here, '../host-rca-main.ts'), folder);
  const places = ['--answers', join(folder, 'answers'), '--json', join(folder, 'results.json')];
  const always = ['--repeats', '1', '--retries', '0', '--quiet-wait', '0', ...places];
  mkdirSync(join(folder, 'tmp'));
  return spawn(process.execPath, [bundle, ...always, ...args], {
    env: { ...process.env, TMPDIR: join(folder, 'tmp'), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

const written = (): { totals: Totals; results: CaseResult[] } =>
  JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as { totals: Totals; results: CaseResult[] };

const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.once('close', done));

test('a tool that always says "healthy" is exact on H1, wrong on F06, and has accused nobody', async () => {
  const answer = ['--diagnose', fixture('answer.mjs'), '--cases', 'H1,F06'];
  const bench = await startBench({ ANSWER: healthyAnswer }, ...answer);
  expect(await ended(bench)).toBe(1);
  const { totals, results } = written();
  expect(totals).toMatchObject({ scored: 2, exact: 1, accused: 0, errors: 0, skipped: 0 });
  expect(results[1]?.label).toMatchObject({ resource: 'lock', mechanism: 'mutex' });
  expect(results[1]?.victim.map(({ name }) => name)).toEqual(['before', 'settling', 'during']);
});

test('a tool that prints something else has given no answer', async () => {
  const answer = ['--diagnose', fixture('answer.mjs'), '--cases', 'H1'];
  const bench = await startBench({ ANSWER: 'healthy!' }, ...answer);
  expect(await ended(bench)).toBe(1);
  expect(written().totals).toMatchObject({ scored: 0, unanswered: 1 });
});

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return -1;
  }
}

async function eventually(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1500 && !condition(); tries++) await new Promise((done) => setTimeout(done, 20));
}

const cgroups = (): string[] =>
  ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup']
    .filter(existsSync)
    .flatMap((path) => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    .map(({ name }) => name);

const leftFolders = (): string[] => readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('run-'));

// F05 has most to leave: processes, a folder and, as root, a cgroup.
test.for(['SIGKILL', 'SIGINT'] as const)('%s in the middle of a diagnosis leaves nothing', async (signal, { skip }) => {
  const before = cgroups();
  const started = join(folder, 'started');
  const cases = process.getuid?.() === 0 ? 'F05' : 'F01';
  const slow = ['--diagnose', fixture('slow-answer.mjs'), '--cases', cases];
  const bench = await startBench({ ANSWER_STARTED: started }, ...slow);
  await eventually(() => existsSync(started) || bench.exitCode !== null);
  skip(bench.exitCode !== null, 'others use this host so much that the fault cannot act');
  const children = childrenOf(bench.pid ?? -1);
  // victim, ambient noise, the fault, the keeper, and the tool under test
  expect(children).toHaveLength(5);
  expect(leftFolders()).toHaveLength(1);
  bench.kill(signal);
  const status = await ended(bench);
  expect(status).toBe(signal === 'SIGINT' ? 130 : null);
  await eventually(() => !children.some(isRunning) && leftFolders().length === 0);
  expect(children.filter(isRunning)).toEqual([]);
  expect(leftFolders()).toEqual([]);
  expect(cgroups().filter((name) => !before.includes(name))).toEqual([]);
});
