import type { FrameOrigin, FrameText } from './frame-origin.ts';

/** An address in no executable mapping that is known. */
export const unmapped: FrameOrigin = {
  describe: () => text('[unknown]', null),
  isRoot: () => 'unknown',
};

// A page at a fixed address with three entry points. see: arch/x86/entry/vsyscall/vsyscall_emu_64.S
const vsyscalls = ['gettimeofday', 'time', 'getcpu'];
const vsyscallStart = 0x1f_ffff * 2 ** 32 + 0xff60_0000;
const vsyscallStep = 0x400;

export const isVsyscall = (address: number): boolean => address >= vsyscallStart && address < vsyscallStart + 0x1000;

export const vsyscallPage: FrameOrigin = {
  describe: (address) => text(entryAt(address) ?? '[vsyscall]', '[vsyscall]'),
  isRoot: () => 'no',
};

const entryAt = (address: number): string | undefined =>
  vsyscalls[Math.floor((address - vsyscallStart) / vsyscallStep)];

function text(name: string, module: string | null): FrameText {
  return { function: name, module, buildId: null, address: null, space: 'user' };
}
