import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes, Hertz, Seconds } from '@ai-perf/core-units';
import { recordProfile } from '@ai-perf/sampler';
import { probePerfEvent } from '@ai-perf/sources-perf-event';
import { compile } from '@ai-perf/tools-workloads';
import { afterAll, beforeEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'whole-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { software, kernel } = probePerfEvent();
beforeEach(({ skip }) => skip(software.state === 'impossible', 'this process may not sample'));

/** Samples a command with copied stacks for three seconds. */
async function record(event: string, words: readonly string[], stackBytes: number): Promise<Profile> {
  const recording = await recordProfile(
    {
      target: { kind: 'command', words },
      events: [event],
      rate: { kind: 'frequency', hertz: as<Hertz>(199) },
      callGraph: { kind: 'stack-copy', bytes: as<Bytes>(stackBytes) },
      ringPages: null,
      duration: as<Seconds>(3),
    },
    { signal: new AbortController().signal, json: true },
  );
  const [profile] = unwrap(recording).profiles;
  for (const tgid of new Set(profile.samples.tgid)) rmSync(`/tmp/perf-${tgid}.map`, { force: true });
  return profile;
}

/** Function names of each sample, leaf first, those of the kernel left out. */
function userStacks({ samples, stacks, frames, strings }: Profile): string[][] {
  return samples.stack.map((leaf) => {
    const names: string[] = [];
    for (let row: number = leaf; row !== -1; row = stacks.parent[row] ?? -1) {
      const frame = stacks.frame[row] ?? -1;
      if (frames.space[frame] !== 'kernel') names.push(strings[frames.function[frame] ?? -1] ?? '');
    }
    return names;
  });
}

/** The share of samples whose stack reaches where its thread began. */
function wholeShare({ samples, truncated }: Profile): number {
  expect(samples.at.length).toBeGreaterThanOrEqual(50);
  return 1 - truncated / samples.at.length;
}

const script = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test('threads of a program without frame pointers are whole, and the lock has its caller', async ({ skip }) => {
  skip(kernel.state === 'impossible', 'context switches happen in the kernel, which this user may not sample');
  const program = unwrap(await compile({ program: 'mutex-convoy', framePointers: false }));
  const profile = await record('context-switches', [program, 'threads=8', 'hold=20000', 'gap=1000'], 8192);
  expect(wholeShare(profile)).toBeGreaterThanOrEqual(0.98);
  const locked = userStacks(profile).filter((names) => names.includes('pthread_mutex_lock'));
  expect(locked.length).toBeGreaterThanOrEqual(20);
  const callers = locked.map((names) => names[names.indexOf('pthread_mutex_lock') + 1]);
  expect([...new Set(callers)]).toEqual(['update_balance']);
});

test('Node keeps its stacks whole through compiled JavaScript', async () => {
  const path = script(
    'hot.js',
    `function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
     function outer() { return JSON.stringify({ value: fib(20) }).length; }
     const end = Date.now() + 20_000; while (Date.now() < end) outer();`,
  );
  const profile = await record('cpu-clock', [process.execPath, '--perf-basic-prof-only-functions', path], 16_384);
  expect(wholeShare(profile)).toBeGreaterThanOrEqual(0.98);
  const fib = userStacks(profile).filter((names) => names.some((name) => /\bfib /.test(name)));
  expect(fib.length).toBeGreaterThanOrEqual(50);
  expect(fib.filter((names) => names.includes('_start')).length).toBeGreaterThanOrEqual(fib.length * 0.98);
});

/** Python 3.12 is the first with -X perf. Under pyenv it may be installed without being the one in the PATH. */
function findPython(): string | null {
  const versions = join(homedir(), '.pyenv/versions');
  const folders = existsSync(versions) ? readdirSync(versions) : [];
  const installed = folders.map((name) => join(versions, name, 'bin/python3'));
  const paths = ['python3', 'python3.12', 'python3.13', ...installed];
  return paths.find((path) => isNewEnough(path)) ?? null;
}

// Built with trampolines and asked without them: -X perf would leave a map behind.
const probe = "import sysconfig; raise SystemExit(sysconfig.get_config_var('PY_HAVE_PERF_TRAMPOLINE') != 1)";
const isNewEnough = (path: string): boolean => spawnSync(path, ['-c', probe], { stdio: 'ignore' }).status === 0;

test("Python's trampolines are walked through", async ({ skip }) => {
  const python = findPython();
  if (python === null) return skip('no Python with -X perf (3.12 or newer) is here');
  const path = script(
    'hot.py',
    `import time
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
end = time.time() + 20
while time.time() < end: fib(12)
`,
  );
  const profile = await record('cpu-clock', [python, '-X', 'perf', path], 32_768);
  expect(wholeShare(profile)).toBeGreaterThanOrEqual(0.98);
  const fib = userStacks(profile).filter((names) => names.some((name) => name.startsWith('py::fib:')));
  expect(fib.length).toBeGreaterThanOrEqual(50);
  const whole = fib.filter((names) => names.some((name) => name.startsWith('py::<module>:')));
  expect(whole.length).toBeGreaterThanOrEqual(fib.length * 0.98);
});
