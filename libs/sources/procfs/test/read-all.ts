// Everything this package reads, from one tree: what a golden test holds against its record.
import {
  listProcesses, listThreads, readComm, readCommandLine, readCpuInfo, readCurrentCall, readDisks, readHostPressure,
  readHostStat, readInterrupts, readLimits, readLoadAverage, readLocks, readMaps, readMemory, readNetTables,
  readProcessIo, readProcessStat, readProcessStatus, readSchedStat, readSmapsRollup, readThreadTable, readUptime,
  readVmCounters, readWaitChannel,
} from '../src/index.ts';

const hostReaders = {
  readHostStat, readLoadAverage, readUptime, readMemory, readVmCounters, readHostPressure, readDisks, readNetTables,
  readLocks, readInterrupts, readCpuInfo,
};
const processReaders = {
  readProcessStat, readProcessStatus, readProcessIo, readCommandLine, readMaps, readSmapsRollup, readLimits,
  readThreadTable, listThreads,
};
const folderReaders = { readSchedStat, readComm, readCurrentCall, readWaitChannel };

type Reading = Readonly<Record<string, unknown>>;

/** Plain JSON: 64-bit numbers become decimal text. */
export function readAll(root: string): Reading {
  const processes = listProcesses(root);
  const tgids = processes.ok ? processes.value : [];
  const readings = {
    host: mapValues(hostReaders, (read) => read(root)),
    processes: Object.fromEntries(tgids.map((tgid) => [tgid, readProcess(tgid, root)])),
  };
  const plain = JSON.stringify(readings, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  // Where the tree lies is no part of the reading.
  return JSON.parse(plain.replaceAll(root, '/proc')) as Reading;
}

function readProcess(tgid: number, root: string): Reading {
  return {
    ...mapValues(processReaders, (read) => read(tgid, root)),
    ...mapValues(folderReaders, (read) => read(`${root}/${tgid}`)),
  };
}

function mapValues<T>(table: Readonly<Record<string, T>>, read: (value: T) => unknown): Reading {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, read(value)]));
}
