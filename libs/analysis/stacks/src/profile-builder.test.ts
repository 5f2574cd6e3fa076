import { readFileSync } from 'node:fs';
import { profileSchema } from '@ai-perf/core-model';
import type { ModuleRequest, Profile } from '@ai-perf/core-model';
import { ok } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { bytesSource, compileC, missingTools, noModuleFiles } from '@ai-perf/tools-elf-bed';
import { describe, expect, test } from 'vitest';
import { batchOf, header, inKernel, inUser, mapped } from '../test/batches.ts';
import { commOf, framesOf, functionOf, moduleOf, namesOf, profileOf } from '../test/profiles.ts';
import { createProfileBuilder } from './index.ts';

const text = (lines: string): Uint8Array => new TextEncoder().encode(lines);
const time = (value: number): Nanoseconds => as<Nanoseconds>(value);
const anonymous = mapped({ path: '', start: 0x20000n, length: 0x1000n, inode: 0n });
const jitFiles = { readPerfMap: () => ok(text('20000 100 JS:*hot /app.js:1\n20100 100 JS:~cold /app.js:9\n')) };
const kallsyms = text(`ffffffff81000000 T _text
ffffffff81000100 T entry_SYSCALL_64
ffffffff81000200 T ret_from_fork
ffffffff81000300 T schedule
ffffffff81000400 D data
ffffffffc0000000 t ext4_read\t[ext4]
ffffffffc0000100 d ext4_data\t[ext4]
`);

describe('time', () => {
  test('a sample sees what was mapped and what its thread was called when it was taken', () => {
    const tasks = [
      anonymous,
      { kind: 'comm' as const, at: time(0), tgid: 7, tid: 7, comm: 'before', exec: false },
      { kind: 'comm' as const, at: time(20), tgid: 7, tid: 7, comm: 'after', exec: true },
    ];
    const samples = [10, 20, 30].map((at) => ({ at, chain: [inUser, 0x20010n] }));
    const profile = profileOf([batchOf(samples, tasks)], jitFiles);
    expect([0, 1, 2].map((row) => commOf(profile, row))).toEqual(['before', 'after', 'after']);
    expect([0, 1, 2].flatMap((row) => namesOf(profile, row))).toEqual(['JS:*hot /app.js:1', '[unknown]', '[unknown]']);
  });

  test('events of one round reach the samples of the next', () => {
    const rounds = [batchOf([], [anonymous]), batchOf([{ at: 5, chain: [inUser, 0x20010n] }])];
    const profile = profileOf(rounds, jitFiles);
    expect(namesOf(profile, 0)).toEqual(['JS:*hot /app.js:1']);
  });
});

describe('frames', () => {
  test('a return address behind the last instruction of a function belongs to that function', () => {
    const profile = profileOf([batchOf([{ chain: [inUser, 0x20100n, 0x20100n] }], [anonymous])], jitFiles);
    expect(namesOf(profile, 0)).toEqual(['JS:~cold /app.js:9', 'JS:*hot /app.js:1']);
    expect(framesOf(profile, 0).map((frame) => profile.frames.at[frame])).toEqual(['ip', 'return-address']);
  });

  test('kernel frames come before user frames and name kernel modules', () => {
    const chain = [inKernel, 0xffff_ffff_c000_0010n, 0xffff_ffff_8100_0150n, inUser, 0x20010n];
    const files = { ...jitFiles, readKernelSymbols: () => ok(kallsyms) };
    const profile = profileOf([batchOf([{ chain }], [anonymous])], files);
    expect(namesOf(profile, 0)).toEqual(['ext4_read', 'entry_SYSCALL_64', 'JS:*hot /app.js:1']);
    const frames = framesOf(profile, 0);
    expect(frames.map((frame) => moduleOf(profile, frame))).toEqual(['[ext4]', '[kernel.kallsyms]', '/tmp/perf-7.map']);
    expect(frames.map((frame) => profile.frames.space[frame])).toEqual(['kernel', 'kernel', 'jit']);
    expect(profile.frames.address[frames[1] ?? -1]).toBe(0x150);
  });

  test('equal stacks are one row and their common roots are shared', () => {
    const chains = [[0x20010n, 0x20110n], [0x20010n, 0x20110n], [0x20020n, 0x20110n]];
    const samples = chains.map((chain) => ({ chain }));
    const profile = profileOf([batchOf(samples, [anonymous])], jitFiles);
    expect(profile.samples.stack).toEqual([1, 1, 2]);
    expect(profile.stacks.parent).toEqual([-1, 0, 0]);
  });

  test('memory of a process without a perf map is said to be anonymous, not named by chance', () => {
    const builder = createProfileBuilder({ header, modules: noModuleFiles });
    const tasks = [7, 8].map((tgid) => ({ ...anonymous, tgid, tid: tgid }));
    builder.add(batchOf([7, 8].map((tgid) => ({ tgid, chain: [inUser, 0x20010n] })), tasks));
    const profile = builder.finish(time(1));
    expect([namesOf(profile, 0), moduleOf(profile, 0)]).toEqual([['[anonymous code]'], '[anon]']);
    // The way to a perf map is the same for all: it is told once.
    expect(builder.problems().map(({ code }) => code)).toEqual(['absent']);
  });

  test('the vsyscall page has its three functions', () => {
    const calls = [0xffffffffff600000n, 0xffffffffff600400n, 0xffffffffff600800n];
    const profile = profileOf([batchOf(calls.map((call) => ({ chain: [inUser, call] })))]);
    expect(calls.map((_, row) => namesOf(profile, row)[0])).toEqual(['gettimeofday', 'time', 'getcpu']);
  });

  test('a frame-pointer walk that leaves the code ends there', () => {
    const chain = [inUser, 0x20010n, 0x20110n, 0x1n, 0x20010n];
    const profile = profileOf([batchOf([{ chain }], [anonymous])], jitFiles);
    expect(namesOf(profile, 0)).toEqual(['JS:*hot /app.js:1', 'JS:~cold /app.js:9']);
    expect(profile.truncated).toBe(0);
  });
});

describe('weights and counts', () => {
  const batch = batchOf([{ event: 0, period: 250 }, { event: 1, period: 4 }, { event: 0, period: 750 }]);

  test('samples weigh their period, or one each where samples are counted', () => {
    const builder = createProfileBuilder({ header: { ...header, weightUnit: 'nanoseconds' }, modules: noModuleFiles });
    builder.add(batch);
    expect(builder.finish(time(1)).samples.weight).toEqual([250, 4, 750]);
    expect(profileOf([batch]).samples.weight).toEqual([1, 1, 1]);
  });

  test('a builder of one event leaves the others out', () => {
    const builder = createProfileBuilder({ header, modules: noModuleFiles, event: 1 });
    builder.add(batch);
    expect(builder.finish(time(1)).samples.at.length).toBe(1);
  });

  test('losses of all rounds add up', () => {
    const round = { ...batchOf([]), lost: as<Profile['lost']>(3), throttled: as<Profile['lost']>(2) };
    const profile = profileOf([round, round]);
    expect([profile.lost, profile.throttled]).toEqual([6, 4]);
  });

  test('a sample without any frame has the empty stack', () => {
    expect(profileOf([batchOf([{}])]).samples.stack).toEqual([-1]);
  });
});

describe('truncation', () => {
  const files = { readKernelSymbols: () => ok(kallsyms) };
  const kernelChain = (...low: bigint[]): { readonly chain: bigint[] } => ({
    chain: [inKernel, ...low.map((address) => 0xffff_ffff_8100_0000n + address)],
  });

  test('a kernel stack is whole when it reaches where a kernel thread begins', () => {
    expect(profileOf([batchOf([kernelChain(0x310n, 0x210n)])], files).truncated).toBe(0);
    expect(profileOf([batchOf([kernelChain(0x310n)])], files).truncated).toBe(1);
  });

  test('a stack that ends in code without names is not judged', () => {
    expect(profileOf([batchOf([{ chain: [inUser, 0x20010n] }], [anonymous])]).truncated).toBe(0);
  });
});

describe('files', () => {
  const program = 'int __attribute__((noinline)) busy(int n) { return n * 7; }\nint main(int n) { return busy(n); }';
  const missing = missingTools('gcc');

  test('a file that many processes map is asked for once, when the first sample falls into it', ({ skip }) => {
    skip(missing !== '', missing);
    const requests: ModuleRequest[] = [];
    const bytes = bytesSource(readFileSync(compileC(program, ['-no-pie', '-O1'])));
    const openModule = (request: ModuleRequest): ReturnType<typeof ok<typeof bytes>> => {
      requests.push(request);
      return ok(bytes);
    };
    const place = { at: time(5), start: 0x400000n, length: 0x100000n };
    const tasks = [7, 8, 9].map((tgid) => mapped({ ...place, tgid, tid: tgid }));
    const samples = [8, 9].map((tgid) => ({ tgid, at: 10, chain: [inUser, 0x400000n] }));
    const profile = profileOf([batchOf(samples, tasks)], { openModule });
    expect(requests).toEqual([
      {
        path: '/bin/program', tgid: 8, start: 0x400000n, length: 0x100000n, device: { major: 8, minor: 1 }, inode: 42n,
        buildId: null, mappedAt: '1000000000005',
      },
    ]);
    expect(profile.samples.stack).toEqual([0, 0]);
    expect(profile.modules.buildId).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
  });

  test('a file of another build than the one that was mapped gives offsets, never names', ({ skip }) => {
    skip(missing !== '', missing);
    const bytes = bytesSource(readFileSync(compileC(program, ['-no-pie', '-O1'])));
    const builder = createProfileBuilder({ header, modules: { ...noModuleFiles, openModule: () => ok(bytes) } });
    const event = mapped({ inode: 0n, buildId: 'ab'.repeat(20), fileOffset: 0x1000n });
    builder.add(batchOf([{ chain: [inUser, 0x10130n] }], [event]));
    const profile = builder.finish(time(1));
    expect(namesOf(profile, 0)).toEqual(['program+0x1130']);
    expect(builder.problems().map(({ code }) => code)).toEqual(['module-replaced']);
  });

  test('a file that is gone gives offsets and says why', () => {
    const builder = createProfileBuilder({ header, modules: noModuleFiles });
    builder.add(batchOf([{ chain: [inUser, 0x10130n] }], [mapped({ path: '/opt/x (deleted)' })]));
    const profile = builder.finish(time(1));
    expect([functionOf(profile, 0), moduleOf(profile, 0)]).toEqual(['x+0x130', '/opt/x']);
    expect(builder.problems().map(({ code }) => code)).toEqual(['absent']);
  });
});

describe('the profile', () => {
  const profile = profileOf([batchOf([{ chain: [inUser, 0x20010n, 0x20110n] }], [anonymous])], jitFiles);

  test('fits its schema after a trip through JSON', () => {
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
  });
});
