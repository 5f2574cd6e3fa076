import type { Rule } from './rule.ts';
import { cpuQuota } from './rules/cpu-quota.ts';
import { cpuRunQueue } from './rules/cpu-run-queue.ts';
import { cpuSpin } from './rules/cpu-spin.ts';
import { descriptorLeak } from './rules/descriptor-leak.ts';
import { diskFsyncStorm } from './rules/disk-fsync-storm.ts';
import { fileTinyWrites } from './rules/file-tiny-writes.ts';
import { lockMutex } from './rules/lock-mutex.ts';
import { memoryLeak } from './rules/memory-leak.ts';
import { memoryMinorFaults } from './rules/memory-minor-faults.ts';
import { schedulerPingPong } from './rules/scheduler-ping-pong.ts';

/** Every rule. Their order means nothing: the judge weighs what they say. */
export const rules: readonly Rule[] = [
  cpuSpin,
  cpuRunQueue,
  cpuQuota,
  lockMutex,
  schedulerPingPong,
  descriptorLeak,
  memoryLeak,
  memoryMinorFaults,
  diskFsyncStorm,
  fileTinyWrites,
];
