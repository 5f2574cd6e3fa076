import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, problem, err } from '@ai-perf/core-result';
import type { ByteSource, MmapEvent, ModuleFiles, Profile, RawBatch } from '@ai-perf/core-model';
import { as, unixNanoseconds } from '@ai-perf/core-units';
import type { Bytes, Count, Nanoseconds } from '@ai-perf/core-units';
import { afterAll, expect, test } from 'vitest';
import { createProfileBuilder } from './index.ts';

// A program without frame pointers whose stack runs through libc (qsort, raise), a signal frame and a thread.
const program = `
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
static volatile int counter;
__attribute__((noinline)) static void leaf(void) { counter++; }
__attribute__((noinline)) static int compare(const void *a, const void *b) { leaf(); return *(const int *)a - *(const int *)b; }
__attribute__((noinline)) static void on_signal(int n) { int v[4] = {3, 1, 2, n}; qsort(v, 4, sizeof *v, compare); counter++; }
__attribute__((noinline)) static int deeper(int n) {
  char pad[64]; memset(pad, n, sizeof pad);
  if (n == 0) { raise(SIGUSR1); return pad[3]; }
  return deeper(n - 1) + pad[5];
}
__attribute__((noinline)) static int sized(int n) { volatile char room[n * 16 + 32]; room[n] = 1; leaf(); return room[n] + deeper(n); }
__attribute__((noinline)) static void *worker(void *arg) { return (void *)(long)(sized(3) + (arg != 0)); }
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
        if frame.type() not in (gdb.INLINE_FRAME, gdb.TAILCALL_FRAME): out.append([format(frame.pc(), 'x'), frame.name()])
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
  readonly frames: readonly (readonly [string, string | null])[];
}

const folder = mkdtempSync(join(tmpdir(), 'gdb-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const missing = ['gcc', 'gdb'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length > 0) console.log(`skipped: ${missing.join(', ')} not installed`);

function recordStops(): { readonly stops: readonly Stop[]; readonly maps: string } {
  const source = join(folder, 'deep.c');
  const out = join(folder, 'stops.json');
  writeFileSync(source, program);
  writeFileSync(join(folder, 'steps.py'), `OUT = ${JSON.stringify(out)}\n${script}`);
  execFileSync('gcc', ['-O2', '-fomit-frame-pointer', '-o', join(folder, 'deep'), source, '-pthread']);
  execFileSync('gdb', ['-nx', '-q', '-batch', '-x', join(folder, 'steps.py'), join(folder, 'deep')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(readFileSync(out, 'utf8')) as ReturnType<typeof recordStops>;
}

const source = (bytes: Uint8Array): ByteSource => ({
  size: as<Bytes>(bytes.length),
  read: (offset, length) => bytes.subarray(offset, Math.max(offset, offset + length)),
});

const absent = err(problem('absent', { what: 'none', why: 'the test gives none', fix: '' }));
const files: ModuleFiles = {
  openModule: ({ path }) => (path.startsWith('/') ? ok(source(readFileSync(path))) : absent),
  openDebugFile: () => absent,
  readKernelSymbols: () => absent,
  readPerfMap: () => absent,
};

function mapsToEvents(maps: string): MmapEvent[] {
  return maps.split('\n').flatMap((line) => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) (..):(..) (\d+)\s*(.*)$/.exec(line);
    if (match === null) return [];
    const [, from, to, mode, offset, , , inode, path] = match as unknown as string[];
    const start = BigInt(`0x${from}`);
    return [
      {
        kind: 'mmap', at: as<Nanoseconds>(0), tgid: 7, tid: 7, start, length: BigInt(`0x${to}`) - start,
        fileOffset: BigInt(`0x${offset}`), path: path ?? '', executable: mode?.[2] === 'x',
        device: { major: 0, minor: 0 }, inode: BigInt(inode ?? 0), buildId: null,
      },
    ];
  });
}

function profileOf(stops: readonly Stop[], maps: string): Profile {
  const builder = createProfileBuilder({
    header: {
      version: 1, startedAt: unixNanoseconds(0n), clock: 'monotonic', event: 'cpu-clock', period: 0, weightUnit: 'samples',
      host: { hostname: '', kernel: '', machine: '', cpus: 1, memory: as<Bytes>(0) }, command: [],
    },
    modules: files,
  });
  const zeros = new Int32Array(stops.length);
  const batch: RawBatch = {
    samples: {
      count: stops.length, at: new Float64Array(stops.length), cpu: zeros, tgid: zeros.map(() => 7), tid: zeros.map(() => 7),
      event: new Uint16Array(stops.length), period: new Float64Array(stops.length), chainEnd: new Uint32Array(stops.length),
      chain: new BigUint64Array(0),
      userStacks: stops.map(({ registers, stack }) => ({
        registers: BigUint64Array.from(registers, (value) => BigInt(`0x${value}`)),
        bytes: Buffer.from(stack, 'hex'),
      })),
    },
    tasks: mapsToEvents(maps),
    lost: as<Count>(0),
    throttled: as<Count>(0),
  };
  builder.add(batch);
  const profile = builder.finish(as<Nanoseconds>(0));
  expect([...builder.walkEnds()]).toEqual([['root', stops.length]]);
  return profile;
}

/** Rows of a sample's frames, leaf first. */
function framesOf({ samples, stacks }: Profile, sample: number): number[] {
  const frames: number[] = [];
  for (let row = samples.stack[sample] ?? -1; row !== -1; row = stacks.parent[row] ?? -1) frames.push(stacks.frame[row] ?? 0);
  return frames;
}

/** Mappings are whole pages: an address keeps its place in the page wherever the module lies. */
const inPage = (address: number): number => address % 4096;

const own = new Set(['leaf', 'compare', 'on_signal', 'deeper', 'sized', 'worker', 'main']);

test.skipIf(missing.length > 0)('at every step through code without frame pointers the stack is the one that gdb sees', () => {
  const { stops, maps } = recordStops();
  expect(stops.length).toBe(330);
  const profile = profileOf(stops, maps);
  expect(profile.truncated).toBe(0);
  for (const [row, stop] of stops.entries()) {
    const frames = framesOf(profile, row);
    const places = frames.map((frame) => inPage(profile.frames.address[frame] ?? -1));
    expect(places).toEqual(stop.frames.map(([pc]) => inPage(parseInt(pc, 16))));
    const names = frames.map((frame) => profile.strings[profile.frames.function[frame] ?? -1] ?? '');
    expect(names.filter((name) => own.has(name))).toEqual(stop.frames.map(([, name]) => name).filter((name) => own.has(name ?? '')));
  }
});
