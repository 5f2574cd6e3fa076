import { fetchKind } from '@ai-perf/core-wire';
import { argumentOf, bytesOf } from '../call.ts';
import type { ArgumentType, DecodeStyle, TracedCall } from '../call.ts';
import { enumName, flagText } from '../flags.ts';
import { signalName, signalSetText } from '../signals.ts';
import { quote } from '../quote.ts';
import { alternateHex, hex, octalMode, pointer, toInt32 } from '../words.ts';
import { fetchOp, fileModeText } from './scalars.ts';

type Write = (view: DataView, style: DecodeStyle, call: TracedCall) => string;

/** A structure of `size` bytes behind a pointer; the pointer itself where it could not be read or was not filled in. */
export function structure(at: 'entry' | 'exit', size: number, write: Write): ArgumentType {
  return {
    at,
    fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size, atExit: at === 'exit' })],
    text: (call, argument, style) => {
      const view = at === 'exit' && call.exit?.failed === true ? null : bytesOf(call, argument, size);
      return view === null ? pointer(argumentOf(call, argument)) : write(view, style, call);
    },
  };
}

const u64 = (view: DataView, at: number): bigint => view.getBigUint64(at, true);
const i64 = (view: DataView, at: number): bigint => view.getBigInt64(at, true);
const u32 = (view: DataView, at: number): number => view.getUint32(at, true);
const i32 = (view: DataView, at: number): number => view.getInt32(at, true);
const bytes = (view: DataView, at: number, length: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + at, length);

const major = (device: bigint): bigint => ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
const minor = (device: bigint): bigint => (device & 0xffn) | ((device >> 12n) & ~0xffn);
const deviceText = (device: bigint): string =>
  `makedev(${alternateHex(major(device))}, ${alternateHex(minor(device))})`;

const time = (view: DataView, at: number): string => `{tv_sec=${i64(view, at)}, tv_nsec=${i64(view, at + 8)}}`;
const microTime = (view: DataView, at: number): string => `{tv_sec=${i64(view, at)}, tv_usec=${i64(view, at + 8)}}`;

/** `1700000000 /* 2023-11-14T22:13:20.000000001+0000 *\/` */
function stamp(view: DataView, at: number): string {
  const seconds = i64(view, at);
  const nanoseconds = i64(view, at + 8);
  if (seconds === 0n && nanoseconds === 0n) return '0';
  const day = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = nanoseconds === 0n ? '' : `.${String(nanoseconds).padStart(9, '0')}`;
  return `${seconds} /* ${day}${fraction}+0000 */`;
}

// see: struct stat of arch/x86/include/uapi/asm/stat.h
function statText(view: DataView, style: DecodeStyle): string {
  const mode = u32(view, 24);
  const type = mode & 0o170000;
  const isDevice = type === 0o020000 || type === 0o060000;
  const size = isDevice ? `st_rdev=${deviceText(u64(view, 40))}` : `st_size=${i64(view, 48)}`;
  const modeText = `st_mode=${fileModeText(mode)}`;
  if (!style.verbose) return `{${modeText}, ${size}, ...}`;
  const parts = [
    `st_dev=${deviceText(u64(view, 0))}`,
    `st_ino=${u64(view, 8)}`,
    modeText,
    `st_nlink=${u64(view, 16)}`,
    `st_uid=${u32(view, 28)}`,
    `st_gid=${u32(view, 32)}`,
    `st_blksize=${i64(view, 56)}`,
    `st_blocks=${i64(view, 64)}`,
    size,
    ...(['atime', 'mtime', 'ctime'] as const).flatMap((name, index) => [
      `st_${name}=${stamp(view, 72 + index * 16)}`,
      `st_${name}_nsec=${i64(view, 80 + index * 16)}`,
    ]),
  ];
  return `{${parts.join(', ')}}`;
}

const rlimInfinity = 0xffffffffffffffffn;

function limitText(value: bigint): string {
  if (value === rlimInfinity) return 'RLIM64_INFINITY';
  return value > 1024n && value % 1024n === 0n ? `${value / 1024n}*1024` : String(value);
}

const limitsText: Write = (view) => `{rlim_cur=${limitText(u64(view, 0))}, rlim_max=${limitText(u64(view, 8))}}`;

// see: struct sigaction of arch/x86/include/uapi/asm/signal.h
function signalActionText(view: DataView): string {
  const handler = u64(view, 0);
  const flags = u32(view, 8);
  const high = u32(view, 12);
  const names = ['SIG_DFL', 'SIG_IGN', 'SIG_ERR'] as const;
  const restorer = (flags & 0x04000000) !== 0 ? `, sa_restorer=${pointer(u64(view, 16))}` : '';
  // The field is a long; what stands above 32 bits is nobody's.
  const beyond = high === 0 ? '' : `|${hex(BigInt(high) << 32n)}`;
  const named = handler < 2n ? names[Number(handler)] : hex(handler);
  const mask = signalSetText(bytes(view, 24, 8));
  return `{sa_handler=${named}, sa_mask=${mask}, sa_flags=${flagText('signalActionFlags', flags)}${beyond}${restorer}}`;
}

/** `[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]`. see: wait(2) */
export function waitStatusText(status: number): string {
  const signal = status & 0x7f;
  if (signal === 0) return `{WIFEXITED(s) && WEXITSTATUS(s) == ${(status >> 8) & 0xff}}`;
  if (status === 0xffff) return '{WIFCONTINUED(s)}';
  if (signal === 0x7f) return `{WIFSTOPPED(s) && WSTOPSIG(s) == ${signalName((status >> 8) & 0xff)}}`;
  const core = (status & 0x80) !== 0 ? ' && WCOREDUMP(s)' : '';
  return `{WIFSIGNALED(s) && WTERMSIG(s) == ${signalName(signal)}${core}}`;
}

const waitStatus: ArgumentType = {
  ...structure('exit', 4, (view) => `[${waitStatusText(i32(view, 0))}]`),
  // With WNOHANG and nobody ended it is not written to.
  text: (call, argument) => {
    const view = bytesOf(call, argument, 4);
    const filled = view !== null && call.exit?.failed !== true && call.exit?.result !== 0;
    return filled ? `[${waitStatusText(i32(view, 0))}]` : pointer(argumentOf(call, argument));
  },
};

const cString = (view: DataView, at: number, length: number): string => {
  const whole = bytes(view, at, length);
  const end = whole.indexOf(0);
  return quote(whole.subarray(0, end === -1 ? length : end), 'octal');
};

// see: struct new_utsname of include/uapi/linux/utsname.h
const systemNameText: Write = (view, style) => {
  const names = ['sysname', 'nodename', 'release', 'version', 'machine', 'domainname'];
  const parts = names.map((name, index) => `${name}=${cString(view, index * 65, 65)}`);
  return `{${[...parts.slice(0, style.verbose ? 6 : 2), ...(style.verbose ? [] : ['...'])].join(', ')}}`;
};

// see: struct sysinfo of include/uapi/linux/sysinfo.h
const systemInfoText: Write = (view) => {
  const memory = ['totalram', 'freeram', 'sharedram', 'bufferram', 'totalswap', 'freeswap'];
  const parts = [
    `uptime=${i64(view, 0)}`,
    `loads=[${[8, 16, 24].map((at) => u64(view, at)).join(', ')}]`,
    ...memory.map((name, index) => `${name}=${u64(view, 32 + index * 8)}`),
    `procs=${view.getUint16(80, true)}`,
    `totalhigh=${u64(view, 88)}`,
    `freehigh=${u64(view, 96)}`,
    `mem_unit=${u32(view, 104)}`,
  ];
  return `{${parts.join(', ')}}`;
};

// see: struct rusage of include/uapi/linux/resource.h
const usageText: Write = (view, style) => {
  const times = `ru_utime=${microTime(view, 0)}, ru_stime=${microTime(view, 16)}`;
  const names = 'maxrss ixrss idrss isrss minflt majflt nswap inblock oublock msgsnd msgrcv nsignals nvcsw nivcsw';
  const rest = names.split(' ').map((name, index) => `ru_${name}=${u64(view, 32 + index * 8)}`);
  return `{${times}, ${style.verbose ? rest.join(', ') : '...'}}`;
};

const epollEventText: Write = (view) => {
  const data = view.getBigUint64(4, true);
  return `{events=${flagText('epollEvents', u32(view, 0))}, data={u32=${u32(view, 4)}, u64=${data}}}`;
};

const pair: Write = (view) => `[${i32(view, 0)}, ${i32(view, 4)}]`;
const interval: Write = (view) => `{it_interval=${time(view, 0)}, it_value=${time(view, 16)}}`;
const microInterval: Write = (view) => `{it_interval=${microTime(view, 0)}, it_value=${microTime(view, 16)}}`;

// see: struct clone_args of include/uapi/linux/sched.h, clone(2)
const cloneArguments: Write = (view, _style, call) => {
  const flags = Number(u64(view, 0));
  const has = (bit: number): boolean => (flags & bit) !== 0;
  const only = (bit: number, name: string, at: number): readonly string[] =>
    has(bit) ? [`${name}=${pointer(u64(view, at))}`] : [];
  const exitSignal = Number(u64(view, 32));
  const parts = [
    `flags=${flagText('cloneFlags', flags)}`,
    ...only(0x1000, 'pidfd', 8),
    ...only(0x01200000, 'child_tid', 16),
    ...only(0x00100000, 'parent_tid', 24),
    `exit_signal=${exitSignal === 0 ? '0' : signalName(exitSignal)}`,
    `stack=${pointer(u64(view, 40))}`,
    `stack_size=${alternateHex(u64(view, 48))}`,
    ...only(0x00080000, 'tls', 56),
  ];
  const isDone = has(0x00100000) && call.exit !== null && !call.exit.failed;
  return `{${parts.join(', ')}}${isDone ? ` => {parent_tid=[${String(call.exit?.result)}]}` : ''}`;
};

const signalSet = (at: 'entry' | 'exit'): ArgumentType => structure(at, 8, (view) => signalSetText(bytes(view, 0, 8)));

const statfsText: Write = (view) => {
  const names = ['bsize', 'blocks', 'bfree', 'bavail', 'files', 'ffree'];
  const types: Readonly<Record<string, string>> = {
    '61267': 'EXT2_SUPER_MAGIC',
    '16914836': 'TMPFS_MAGIC',
    '40864': 'PROC_SUPER_MAGIC',
    '1650812274': 'SYSFS_MAGIC',
    '2035054128': 'OVERLAYFS_SUPER_MAGIC',
    '1481003842': 'XFS_SUPER_MAGIC',
  };
  const type = u64(view, 0);
  const parts = [
    `f_type=${types[String(type)] ?? hex(type)}`,
    ...names.map((name, index) => `f_${name}=${u64(view, 8 + index * 8)}`),
    `f_fsid={val=[${hex(u32(view, 56))}, ${hex(u32(view, 60))}]}`,
    `f_namelen=${u64(view, 64)}`,
    `f_frsize=${u64(view, 72)}`,
    `f_flags=${statfsFlags(Number(u64(view, 80)))}`,
  ];
  return `{${parts.join(', ')}}`;
};

function statfsFlags(value: number): string {
  const names = ['RDONLY', 'NOSUID', 'NODEV', 'NOEXEC', 'SYNCHRONOUS', 'VALID', 'MANDLOCK'];
  const more = [
    [0x400, 'NOATIME'],
    [0x800, 'NODIRATIME'],
    [0x1000, 'RELATIME'],
  ] as const;
  const all = [...names.map((name, bit) => [1 << bit, name] as const), ...more];
  return all.filter(([bit]) => (value & bit) !== 0).map(([, name]) => `ST_${name}`).join('|') || '0';
}

const stxAttributes = [
  [4, 'COMPRESSED'],
  [16, 'IMMUTABLE'],
  [32, 'APPEND'],
  [64, 'NODUMP'],
  [0x800, 'ENCRYPTED'],
  [0x1000, 'AUTOMOUNT'],
  [0x2000, 'MOUNT_ROOT'],
  [0x100000, 'VERITY'],
  [0x200000, 'DAX'],
] as const;

const basicStats = 0x7ff;
const allStats = 0xfff;

// see: struct statx of include/uapi/linux/stat.h
const statxText: Write = (view, style) => {
  const mask = u32(view, 0);
  const named = (mask & allStats) === allStats ? allStats : mask & basicStats;
  const rest = (mask & ~named) >>> 0;
  const maskText = [flagText('statxMask', named), ...(rest === 0 ? [] : [flagText('statxMask', rest)])].join('|');
  const attributes = Number(u64(view, 8));
  const set = stxAttributes.filter(([bit]) => (attributes & bit) !== 0).map(([, name]) => `STATX_ATTR_${name}`);
  const type = view.getUint16(28, true);
  const parts = [`stx_mask=${maskText}`, `stx_attributes=${set.join('|') || '0'}`, `stx_mode=${fileModeText(type)}`];
  const size = `stx_size=${u64(view, 40)}`;
  if (!style.verbose) return `{${[...parts, size, '...'].join(', ')}}`;
  const more = [`stx_nlink=${u32(view, 16)}`, `stx_uid=${u32(view, 20)}`, `stx_gid=${u32(view, 24)}`];
  return `{${[...parts, ...more, `stx_ino=${u64(view, 32)}`, size, `stx_blocks=${u64(view, 48)}`].join(', ')}}`;
};

const windowSize: Write = (view) => {
  const names = ['ws_row', 'ws_col', 'ws_xpixel', 'ws_ypixel'];
  return `{${names.map((name, index) => `${name}=${view.getUint16(index * 2, true)}`).join(', ')}}`;
};

const speeds: Readonly<Record<number, string>> = { 13: 'B9600', 15: 'B38400', 4098: 'B115200' };

const terminal: Write = (view) => {
  const named = (name: string, isOn: boolean): string => `${isOn ? '' : '-'}${name}`;
  const local = u32(view, 12);
  const on = [
    named('opost', (u32(view, 4) & 1) !== 0),
    named('isig', (local & 1) !== 0),
    named('icanon', (local & 2) !== 0),
    named('echo', (local & 8) !== 0),
  ];
  const speed = speeds[u32(view, 8) & 0o10017] ?? octalMode(u32(view, 8) & 0o10017);
  return `{${speed} ${on.join(' ')} ...}`;
};

const ioctlShapes: Readonly<Record<string, ArgumentType>> = {
  TCGETS: structure('exit', 36, terminal),
  TIOCGWINSZ: structure('exit', 8, windowSize),
  TIOCGPGRP: structure('exit', 4, (view) => `[${i32(view, 0)}]`),
  FIONREAD: structure('exit', 4, (view) => `[${i32(view, 0)}]`),
  FIONBIO: structure('exit', 4, (view) => `[${i32(view, 0)}]`),
};

/** The third argument of ioctl(2): known ones by their shape, all others as the word that it is. */
const ioctlArgument: ArgumentType = {
  at: 'late',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 36, atExit: true })],
  text: (call, argument, style) => {
    const name = enumName('terminalIoctl', toInt32(argumentOf(call, 1)) >>> 0);
    if (name === 'FIOCLEX' || name === 'FIONCLEX') return null;
    if (name?.endsWith('FICLONE')) return String(toInt32(argumentOf(call, argument)));
    const shape = name === undefined ? undefined : ioctlShapes[name];
    if (shape !== undefined) return shape.text(call, argument, style);
    return name === undefined ? hex(argumentOf(call, argument)) : pointer(argumentOf(call, argument));
  },
};

const interruptions: ReadonlySet<unknown> = new Set([-4, -516]);

/** What is left of a sleep: filled in only when it is interrupted. see: nanosleep(2) */
const remaining: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 16, atExit: true, evenFailed: true })],
  text: (call, argument) => {
    const view = interruptions.has(call.exit?.result) ? bytesOf(call, argument, 16) : null;
    return view === null ? pointer(argumentOf(call, argument)) : time(view, 0);
  },
};

export const structureTypes: Readonly<Record<string, ArgumentType>> = {
  stat: structure('exit', 144, statText),
  statx: structure('exit', 256, statxText),
  statfs: structure('exit', 120, statfsText),
  inlimits: structure('entry', 16, limitsText),
  outlimits: structure('exit', 16, limitsText),
  sigaction: structure('entry', 32, signalActionText),
  oldsigaction: structure('exit', 32, signalActionText),
  insigset: signalSet('entry'),
  outsigset: signalSet('exit'),
  intime: structure('entry', 16, (view) => time(view, 0)),
  outtime: structure('exit', 16, (view) => time(view, 0)),
  remaining,
  intimes: structure('entry', 32, (view) => `[${[0, 16].map((at) => stampOrNow(view, at)).join(', ')}]`),
  outmicrotime: structure('exit', 16, (view) => microTime(view, 0)),
  inmicrotime: structure('entry', 16, (view) => microTime(view, 0)),
  interval: structure('entry', 32, interval),
  oldinterval: structure('exit', 32, interval),
  microinterval: structure('entry', 32, microInterval),
  oldmicrointerval: structure('exit', 32, microInterval),
  waitstatus: waitStatus,
  rusage: structure('exit', 144, usageText),
  uname: structure('exit', 390, systemNameText),
  sysinfo: structure('exit', 112, systemInfoText),
  epollevent: structure('entry', 12, epollEventText),
  pair: structure('exit', 8, pair),
  outint: structure('exit', 4, (view) => `[${i32(view, 0)}]`),
  inint: structure('entry', 4, (view) => `[${i32(view, 0)}]`),
  inlong: structure('entry', 8, (view) => `[${i64(view, 0)}]`),
  clonearguments: { ...structure('entry', 88, cloneArguments), at: 'both' },
  ioctlarg: ioctlArgument,
};

// see: UTIME_NOW and UTIME_OMIT, utimensat(2)
function stampOrNow(view: DataView, at: number): string {
  const nanoseconds = i64(view, at + 8);
  if (nanoseconds === 0x3fffffffn) return 'UTIME_NOW';
  return nanoseconds === 0x3ffffffen ? 'UTIME_OMIT' : time(view, at);
}
