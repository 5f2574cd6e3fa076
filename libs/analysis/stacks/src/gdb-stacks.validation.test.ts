import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { compileC, fileSource, missingTools, noModuleFiles } from '@ai-perf/tools-elf-bed';
import { afterAll, expect, test } from 'vitest';
import { batchOf, eventsOfMaps, header } from '../test/batches.ts';
import { framesOf, functionOf } from '../test/profiles.ts';
import { createProfileBuilder } from './index.ts';

// A program without frame pointers whose stack runs through libc (qsort, raise), a signal frame and a thread.
const program = `
#define FUNCTION static __attribute__((noinline))
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
static volatile int counter;
FUNCTION void leaf(void) { counter++; }
FUNCTION int compare(const void *a, const void *b) { leaf(); return *(const int *)a - *(const int *)b; }
FUNCTION void on_signal(int n) { int v[4] = {3, 1, 2, n}; qsort(v, 4, sizeof *v, compare); counter++; }
FUNCTION int deeper(int n) {
  char pad[64]; memset(pad, n, sizeof pad);
  if (n == 0) { raise(SIGUSR1); return pad[3]; }
  return deeper(n - 1) + pad[5];
}
FUNCTION int sized(int n) {
  volatile char room[n * 16 + 32]; room[n] = 1; leaf();
  return room[n] + deeper(n);
}
FUNCTION void *worker(void *arg) { return (void *)(long)(sized(3) + (arg != 0)); }
int main(void) {
  signal(SIGUSR1, on_signal);
  pthread_t thread;
  pthread_create(&thread, 0, worker, 0);
  pthread_join(thread, 0);
  return sized(2) == -1;
}
`;

// Steps through the program by odd numbers of instructions and tells what gdb sees at each stop.
const script = `
import gdb, json
names = 'rax rbx rcx rdx rsi rdi rbp rsp rip eflags cs ss r8 r9 r10 r11 r12 r13 r14 r15'.split()
gdb.execute('set pagination off'); gdb.execute('set confirm off'); gdb.execute('set backtrace past-main on')
gdb.execute('handle SIGUSR1 nostop noprint pass')
stops = []
def frames():
    frame, out = gdb.newest_frame(), []
    while frame is not None:
        if frame.type() not in (gdb.INLINE_FRAME, gdb.TAILCALL_FRAME):
            out.append([format(frame.pc(), 'x'), frame.name()])
        try: frame = frame.older()
        except gdb.error: break
    return out
def stop(out):
    process = gdb.selected_inferior(); frame = gdb.newest_frame()
    registers = [format(int(frame.read_register(name)) & (2**64 - 1), 'x') for name in names]
    sp = int(registers[7], 16); size = 16384
    while size > 0:
        try: bytes = process.read_memory(sp, size).tobytes().hex(); break
        except gdb.MemoryError: size -= 256
    stops.append({'registers': registers, 'stack': bytes, 'frames': frames()})
def steps(function, count):
    gdb.execute('tbreak ' + function); gdb.execute('continue' if gdb.selected_inferior().pid else 'run')
    gdb.execute('set scheduler-locking step')
    for n in range(count):
        gdb.execute('stepi %d' % (n % 7 + 1), to_string=True); stop(stops)
steps('worker', 150); steps('on_signal', 150); steps('sized', 30)
maps = open('/proc/%d/maps' % gdb.selected_inferior().pid).read()
json.dump({'stops': stops, 'maps': maps}, open(OUT, 'w'))
gdb.execute('kill')
`;

interface Stop {
  readonly registers: readonly string[];
  readonly stack: string;
  readonly frames: readonly (readonly [pc: string, name: string | null])[];
}

interface Stops {
  readonly stops: readonly Stop[];
  readonly maps: string;
}

const missing = missingTools('gcc', 'gdb') || tracingRefused();
const folder = mkdtempSync(join(tmpdir(), 'gdb-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// As in a container whose filter refuses ptrace(2); gdb ends with 0 all the same.
function tracingRefused(): string {
  const words = ['-nx', '-q', '-batch', '-ex', 'starti', '/bin/true'];
  const { stdout, stderr } = spawnSync('gdb', words, { encoding: 'utf8' });
  return /ptrace: .*/.exec(stdout + stderr)?.[0] ?? '';
}

function recordStops(): Stops {
  const out = join(folder, 'stops.json');
  const steps = join(folder, 'steps.py');
  writeFileSync(steps, `OUT = ${JSON.stringify(out)}\n${script}`);
  const path = compileC(program, ['-O2', '-fomit-frame-pointer', '-pthread']);
  execFileSync('gdb', ['-nx', '-q', '-batch', '-x', steps, path], { stdio: ['ignore', 'ignore', 'inherit'] });
  return JSON.parse(readFileSync(out, 'utf8')) as Stops;
}

const own = ['leaf', 'compare', 'on_signal', 'deeper', 'sized', 'worker', 'main'];
const ownOf = (names: readonly (string | null)[]): unknown => names.filter((name) => own.includes(name ?? ''));
/** Mappings are whole pages: an address keeps its place in the page wherever the module lies. */
const inPage = (address: number): number => address % 4096;

test('at every step through code without frame pointers the stack is the one that gdb sees', ({ skip }) => {
  skip(missing !== '', missing);
  const { stops, maps } = recordStops();
  expect(stops.length).toBe(330);
  const absent = err(problem('absent', { what: 'no file', why: 'the test gives none', fix: 'none' }));
  const builder = createProfileBuilder({
    header,
    modules: { ...noModuleFiles, openModule: ({ path }) => (path.startsWith('/') ? ok(fileSource(path)) : absent) },
  });
  const samples = stops.map(({ registers, stack }) => ({
    copy: {
      registers: BigUint64Array.from(registers, (value) => BigInt(`0x${value}`)),
      bytes: Buffer.from(stack, 'hex'),
    },
  }));
  builder.add(batchOf(samples, eventsOfMaps(maps)));
  const profile = builder.finish(as<Nanoseconds>(0));
  expect([...builder.walkEnds()]).toEqual([['root', stops.length]]);
  expect(profile.truncated).toBe(0);
  for (const [row, stop] of stops.entries()) {
    const frames = framesOf(profile, row);
    const places = frames.map((frame) => inPage(profile.frames.address[frame] ?? -1));
    expect(places).toEqual(stop.frames.map(([pc]) => inPage(parseInt(pc, 16))));
    const names = frames.map((frame) => functionOf(profile, frame));
    expect(ownOf(names)).toEqual(ownOf(stop.frames.map(([, name]) => name)));
  }
});
