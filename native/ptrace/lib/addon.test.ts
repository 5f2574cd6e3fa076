import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadPtraceAddon } from './index.ts';

// Each trace runs in a process of its own: the loop waits for every child of its process.
const script = join(import.meta.dirname, '../test/trace.mjs');
const call = { write: 1, execve: 59, openat: 257 };

interface Traced {
  readonly lines: readonly string[];
  of(kind: string): readonly string[];
}

function trace(options: object, ...command: readonly string[]): Traced {
  const { stdout, stderr } = spawnSync(process.execPath, [script, JSON.stringify(options), ...command], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 2 ** 26,
  });
  expect(stderr.includes('    at ')).toBe(false);
  const lines = stdout.trim().split('\n');
  return { lines, of: (kind) => lines.filter((line) => line.startsWith(`${kind} `)) };
}

const refusal = whyNoPtrace();
beforeEach(({ skip }) => skip(refusal !== null, refusal ?? ''));

function whyNoPtrace(): string | null {
  const scope = (() => {
    try {
      return readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'latin1').trim();
    } catch {
      return '0';
    }
  })();
  return scope === '3' ? 'kernel.yama.ptrace_scope is 3: nobody may trace' : null;
}

test('the addon loads', () => {
  expect(loadPtraceAddon().ok).toBe(true);
});

test.each([false, true])('every call of a set is an entry and an exit, no other is (filter: %s)', (seccomp) => {
  const dd = ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=1009', 'status=none'];
  const traced = trace({ calls: [call.write], seccomp }, '/bin/dd', ...dd);
  expect(traced.of('entry').map((line) => line.split(' ')[3])).toEqual(Array(1009).fill('1'));
  expect(traced.of('exit').map((line) => line.split(' ')[3])).toEqual(Array(1009).fill('1'));
  expect(traced.of('exited').map((line) => line.split(' ')[2])).toEqual(['0']);
});

test.each([false, true])('53 children and what they exec are followed (filter: %s)', (seccomp) => {
  const loop = 'i=0; while [ $i -lt 53 ]; do /bin/true; i=$((i+1)); done; exit 9';
  const traced = trace({ calls: [call.execve], seccomp }, '/bin/sh', '-c', loop);
  expect(traced.of('entry')).toHaveLength(54);
  expect(traced.of('attached')).toHaveLength(53);
  expect(traced.of('exited').map((line) => line.split(' ')[2]).sort()).toEqual([...Array(53).fill('0'), '9']);
});

test('a signal is reported, delivered, and kills', () => {
  const traced = trace({ calls: [] }, '/bin/sh', '-c', 'kill -USR1 $$');
  expect(traced.of('signal').map((line) => line.split(' ')[2])).toEqual(['10']);
  expect(traced.of('killed').map((line) => line.split(' ')[2])).toEqual(['10']);
});

test('a group stop stops, and SIGCONT goes on', () => {
  const wait = 'while ! grep -q "^State:.*[tT]" /proc/$$/status; do :; done';
  const stops = `(${wait}; kill -CONT $$) & kill -STOP $$; exit 5`;
  const traced = trace({ calls: [] }, '/bin/sh', '-c', stops);
  expect(traced.of('stop').map((line) => line.split(' ')[2])).toEqual(['19']);
  expect(traced.of('exited').map((line) => line.split(' ')[2])).toContain('5');
});

test('an injected error is what the program gets, and the call is not made', () => {
  // number, replaced, result, signal, two delays, first, last, step
  const injections = [[call.openat, 1, -2, 0, 0, 0, 1, 2 ** 31 - 1, 1]];
  const traced = trace({ calls: [call.openat], injections }, '/bin/cat', '/etc/passwd');
  expect(new Set(traced.of('exit').map((line) => line.split(' ')[3]))).toEqual(new Set(['-2']));
  expect(traced.of('exited').map((line) => line.split(' ')[2])).toEqual(['127']);
});

test('a process that was attached to goes on when it is let go', async () => {
  const child = spawn('/bin/sh', ['-c', 'while :; do /bin/true; done'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const traced = trace({ calls: [call.execve], attach: [child.pid], stopAfter: 20 });
  expect(traced.of('attached').length).toBeGreaterThanOrEqual(1);
  expect(traced.of('detached').some((line) => line.split(' ')[1] === String(child.pid))).toBe(true);
  const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
  expect(/^TracerPid:\s+(\d+)$/m.exec(status)?.[1]).toBe('0');
  expect(/^State:\s+(\w)/m.exec(status)?.[1]).not.toBe('T');
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a tracer that is killed takes its command along, and leaves nothing stopped', async () => {
  const options = JSON.stringify({ calls: [call.write] });
  const tracer = spawn(process.execPath, [script, options, '/bin/sh', '-c', 'echo $$ >&2; while :; do echo x; done'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = (await once(tracer.stderr, 'data')) as [Buffer];
  const tgid = Number(said.toString());
  tracer.kill('SIGKILL');
  await once(tracer, 'exit');
  // The kernel kills at the exit of the tracer; the zombie is reaped by init.
  await expect.poll(() => stateOf(tgid), { timeout: 5000 }).toMatch(/^[ZX-]$/);
});

function stateOf(tgid: number): string {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${tgid}/status`, 'latin1'))?.[1] ?? '-';
  } catch {
    return '-';
  }
}
