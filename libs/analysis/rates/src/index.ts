// What happened between two snapshots of a host, as rates and shares.
export { compareSnapshots } from './compare-snapshots.ts';
export type { ByteGauge, HostDelta, RateTable } from './host-delta.ts';
export type { CpuShares } from './cpu-shares.ts';
export type { PressureShares, PressureTable } from './pressure-shares.ts';
export type { DiskDelta } from './disk-delta.ts';
export type { CgroupCpuDelta, CgroupMemoryDelta } from './cgroup-delta.ts';
export type { CpuUse, ProcessDelta } from './process-delta.ts';
