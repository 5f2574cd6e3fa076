// Reads /sys: CPU topology, block devices, and who this host is.
export { parseCpuList } from './cpu-list.ts';
export { readCpus } from './cpus.ts';
export type { CpuPlace, Cpus } from './cpus.ts';
export { readBlockDevices, schedulerIn } from './block-devices.ts';
export type { BlockDevice } from './block-devices.ts';
export { parseAuxiliaryVector, readSystemConstants } from './auxiliary-vector.ts';
export type { SystemConstants } from './auxiliary-vector.ts';
export { readHostIdentity } from './host-identity.ts';
