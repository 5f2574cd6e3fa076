// Reads /proc: the host's counters, its processes and their threads.
export type { ProcRoot } from './reading.ts';
export { readRecord, readWhole } from './reading.ts';

export { parseHostStat, readHostStat } from './host/stat.ts';
export type { HostStat } from './host/stat.ts';
export { parseLoadAverage, readLoadAverage } from './host/load.ts';
export type { LoadAverage } from './host/load.ts';
export { parseUptime, readUptime } from './host/uptime.ts';
export { parseMemory, readMemory } from './host/memory.ts';
export { parseVmCounters, readVmCounters } from './host/vm-counters.ts';
export { readHostPressure } from './host/pressure.ts';
export type { HostPressure } from './host/pressure.ts';
export { parseDisks, readDisks } from './host/disks.ts';
export { parseNetTables, readNetTables } from './host/net-counters.ts';
export type { NetTables } from './host/net-counters.ts';
export { hidingOf, readMounts } from './host/mounts.ts';
export { parseLocks, readLocks } from './host/locks.ts';
export type { FileLock } from './host/locks.ts';
export { parseInterrupts, readInterrupts } from './host/interrupts.ts';
export { parseCpuInfo, readCpuInfo } from './host/cpu-info.ts';
export type { CpuInfo } from './host/cpu-info.ts';
export { parseTcpSockets, parseUnixSockets, readTcpSockets, readUnixSockets } from './host/sockets.ts';
export type { TcpSocket, UnixSocket } from './host/sockets.ts';
export { readSysctl, readSysctlNumber } from './host/sysctl.ts';

export { listProcesses, listThreads } from './process/listing.ts';
export { parseProcessStat, readProcessStat, readThreadStat } from './process/stat.ts';
export type { ProcessStat } from './process/stat.ts';
export { parseProcessStatus, parseSwitches, readProcessStatus, readSwitches } from './process/status.ts';
export type { ProcessStatus, Switches } from './process/status.ts';
export { parseSchedStat, readSchedStat } from './process/schedstat.ts';
export type { SchedStat } from './process/schedstat.ts';
export { parseProcessIo, readProcessIo } from './process/io.ts';
export type { ProcessIo } from './process/io.ts';
export { readMaps, readSmapsRollup } from './process/maps.ts';
export { parseComm, parseCommandLine, readComm, readCommandLine } from './process/command.ts';
export { parseCurrentCall, parseWaitChannel, readCurrentCall, readWaitChannel } from './process/sleep.ts';
export type { CurrentCall } from './process/sleep.ts';
export { parseLimits, readLimits } from './process/limits.ts';
export type { ResourceLimit } from './process/limits.ts';
export {
  descriptorOf, parseEventfdId, readDescriptorCount, readDescriptors, readEventfdId,
} from './process/descriptors.ts';
export type { Descriptor } from './process/descriptors.ts';
export { readThreadTable } from './process/thread-table.ts';
