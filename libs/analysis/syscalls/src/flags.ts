import { enumTables } from './tables/enum-tables.ts';
import { flagTables } from './tables/flag-tables.ts';
import { alternateHex, hex } from './words.ts';

/** How strace names what a table does not know. */
const unknownNames: Readonly<Record<string, string>> = {
  access: '?_OK',
  openFlags: 'O_???',
  protection: 'PROT_???',
  mapFlags: 'MAP_???',
  remapFlags: 'MREMAP_???',
  cloneFlags: 'CLONE_???',
  atFlags: 'AT_???',
  accessAtFlags: 'AT_???',
  unlinkFlags: 'AT_???',
  waitFlags: 'W???',
  pollEvents: 'POLL???',
  epollEvents: 'EPOLL???',
  epollCreate: 'EPOLL_???',
  eventFlags: 'EFD_???',
  timerFdFlags: 'TFD_???',
  inotifyFlags: 'IN_???',
  memfdFlags: 'MFD_???',
  pipeFlags: 'O_???',
  dupFlags: 'O_???',
  fdFlags: '???',
  sendFlags: 'MSG_???',
  socketFlags: 'SOCK_???',
  signalActionFlags: 'SA_???',
  signalStackFlags: 'SS_???',
  randomFlags: 'GRND_???',
  statxMask: 'STATX_???',
  whence: 'SEEK_???',
  maskHow: 'SIG_???',
  clock: 'CLOCK_???',
  resource: 'RLIMIT_???',
  fcntl: 'F_???',
  family: 'AF_???',
  socketType: 'SOCK_???',
  shutdownHow: 'SHUT_???',
  epollOp: 'EPOLL_CTL_???',
  archPrctl: 'ARCH_???',
  madvise: 'MADV_???',
  fadvise: 'POSIX_FADV_???',
  rusageWho: 'RUSAGE_???',
  itimer: 'ITIMER_???',
  futexOp: 'FUTEX_???',
  prctl: 'PR_???',
  capability: 'CAP_???',
  bpfCommand: 'BPF_???',
  seccompOp: 'SECCOMP_???',
  waitId: 'P_???',
  priorityWho: 'PRIO_???',
  socketLevel: 'SOL_???',
  flockOps: 'LOCK_???',
  timerFlags: 'TIMER_???',
  renameFlags: 'RENAME_??',
  closeRangeFlags: 'CLOSE_RANGE_???',
  spliceFlags: 'SPLICE_F_???',
  syncFlags: 'MS_???',
  mlockFlags: 'MCL_???',
  rseqFlags: 'RSEQ_FLAG_???',
};

const unknownOf = (table: string): string => unknownNames[table] ?? '???';

/** The names of a value's bits, and what is left as `0x...`; null where no bit is known. */
export function bitNames(table: string, value: number): string[] | null {
  const names: string[] = [];
  let rest = value;
  for (const [bits, name] of flagTables[table] ?? []) {
    // >>> 0: bit 31 would make the number negative.
    if ((rest & bits) >>> 0 !== bits) continue;
    names.push(name);
    rest = (rest & ~bits) >>> 0;
    if (rest === 0) break;
  }
  if (names.length === 0) return null;
  return rest === 0 ? names : [...names, hex(rest)];
}

/** Tables in which no bit has a name too, and those in which all together have one. */
const zeroNames: Readonly<Record<string, string>> = { access: 'F_OK', protection: 'PROT_NONE' };
const wholeNames: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  statxMask: { 0xfff: 'STATX_ALL', 0x7ff: 'STATX_BASIC_STATS' },
};

/** `A|B|0x40`, `0`, or `0x40 /* A_??? *\/` where no bit is known. */
export function flagText(table: string, value: number): string {
  if (value === 0) return zeroNames[table] ?? '0';
  const whole = wholeNames[table]?.[value];
  if (whole !== undefined) return whole;
  return bitNames(table, value)?.join('|') ?? `${hex(value)} /* ${unknownOf(table)} */`;
}

const byValue = new Map(
  Object.entries(enumTables).map(([table, rows]) => {
    const names = new Map<number, string>();
    for (const [value, name] of rows) if (!names.has(value)) names.set(value, name);
    return [table, names] as const;
  }),
);

export const enumName = (table: string, value: number): string | undefined => byValue.get(table)?.get(value);

export const enumText = (table: string, value: number): string =>
  enumName(table, value) ?? `${alternateHex(value)} /* ${unknownOf(table)} */`;
