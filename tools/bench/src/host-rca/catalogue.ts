// All cases of the bench, in the order of their numbers.
import type { Fault } from './fault.ts';
import { quota, runQueue, spin } from './faults/cpu.ts';
import { fsyncStorm, tinyWrites } from './faults/files.ts';
import { idle, politeBatch } from './faults/healthy.ts';
import { descriptorLeak, heapLeak, pageChurn } from './faults/memory.ts';
import { mutexConvoy, pingPong } from './faults/threads.ts';

export const catalogue: readonly Fault[] = [
  ...[spin, runQueue, quota, mutexConvoy, pingPong, descriptorLeak, heapLeak, pageChurn, fsyncStorm, tinyWrites],
  ...[idle, politeBatch],
];

export const faultOf = (id: string): Fault | undefined => catalogue.find((fault) => fault.id === id.toUpperCase());
