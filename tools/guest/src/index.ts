// Boots Debian's own kernel under emulation and runs commands in it.
export { Guest } from './machine/guest.ts';
export type { GuestCommand } from './machine/guest.ts';
export type { MachineShape } from './machine/qemu-arguments.ts';
export { kernelOf } from './image/kernel.ts';
export { kernelLines } from './image/kernel-line.ts';
export type { KernelTree } from './image/cache.ts';
export { main } from './main.ts';
