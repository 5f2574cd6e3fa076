import { fetchKind } from '@ai-perf/core-wire';
import { argumentOf, bytesOf } from '../call.ts';
import type { ArgumentType, TracedCall } from '../call.ts';
import { enumName, flagText } from '../flags.ts';
import { signalSetText } from '../signals.ts';
import { alternateHex, hex, isZero, pointer, toInt32, toUint32 } from '../words.ts';
import { cloneFlagsText, fetchOp, futexOpText, openFlagsText, plain } from './scalars.ts';
import { structure } from './structures.ts';

// Arguments whose meaning, or whose being there, depends on another argument.

const futexOpOf = (call: TracedCall): string => futexOpText(toUint32(argumentOf(call, 1)) & 127);

const waits: ReadonlySet<string> = new Set([
  'FUTEX_WAIT',
  'FUTEX_WAIT_BITSET',
  'FUTEX_LOCK_PI',
  'FUTEX_LOCK_PI2',
  'FUTEX_WAIT_REQUEUE_PI',
]);
const twoAddresses: ReadonlySet<string> = new Set([
  'FUTEX_REQUEUE',
  'FUTEX_CMP_REQUEUE',
  'FUTEX_WAKE_OP',
  'FUTEX_WAIT_REQUEUE_PI',
  'FUTEX_CMP_REQUEUE_PI',
]);
const bitset: ReadonlySet<string> = new Set(['FUTEX_WAIT_BITSET', 'FUTEX_WAKE_BITSET']);
const without: ReadonlySet<string> = new Set([
  'FUTEX_WAKE',
  'FUTEX_UNLOCK_PI',
  'FUTEX_TRYLOCK_PI',
  'FUTEX_WAKE_BITSET',
]);

const timeText = (view: DataView): string =>
  `{tv_sec=${view.getBigInt64(0, true)}, tv_nsec=${view.getBigInt64(8, true)}}`;

const microTimeText = (view: DataView): string => timeText(view).replace('tv_nsec', 'tv_usec');

/** A deadline where the operation waits, a second count where it moves waiters. see: futex(2) */
const futexTime: ArgumentType = {
  at: 'entry',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 16 })],
  text: (call, argument) => {
    const op = futexOpOf(call);
    const word = argumentOf(call, argument);
    if (without.has(op)) return null;
    if (!waits.has(op)) return String(toUint32(word));
    const view = bytesOf(call, argument, 16);
    return view === null ? pointer(word) : timeText(view);
  },
};

const futexValue = plain((word, call) => {
  const op = futexOpOf(call);
  return waits.has(op) && !op.includes('PI') ? String(toUint32(word)) : String(toInt32(word));
});

const futexAddress = plain((word, call) => {
  return twoAddresses.has(futexOpOf(call)) ? pointer(word) : null;
});

const matchAny = 0xffffffff;

const futexLast = plain((word, call) => {
  const op = futexOpOf(call);
  const value = toUint32(word);
  if (bitset.has(op)) return value === matchAny ? 'FUTEX_BITSET_MATCH_ANY' : hex(value);
  if (op === 'FUTEX_WAKE_OP') return hex(value);
  return op.includes('CMP_REQUEUE') ? String(toInt32(word)) : null;
});

const cloneFlag = { parentTid: 0x100000, childTid: 0x1200000, tls: 0x80000, pidfd: 0x1000 };
const cloneHas = (call: TracedCall, flag: number): boolean => (toUint32(argumentOf(call, 0)) & flag) !== 0;

// The kernel's order on x86-64 is flags, stack, parent_tid, child_tid, tls; strace shows the stack first.
// see: clone(2), "C library/kernel differences"
const cloneStack = plain((_word, call) => `child_stack=${pointer(argumentOf(call, 1))}`);
const cloneFlags = plain((_word, call) => `flags=${cloneFlagsText(toUint32(argumentOf(call, 0)))}`);

const cloneParent: ArgumentType = {
  at: 'late',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 4, atExit: true })],
  text: (call, argument) => {
    if (!cloneHas(call, cloneFlag.parentTid)) return null;
    const view = call.exit?.failed === true ? null : bytesOf(call, argument, 4);
    const text = view === null ? pointer(argumentOf(call, argument)) : `[${view.getInt32(0, true)}]`;
    return `parent_tid=${text}`;
  },
};

const cloneTls = plain((word, call) => (cloneHas(call, cloneFlag.tls) ? `tls=${pointer(word)}` : null));
const cloneChild = plain((word, call) => (cloneHas(call, cloneFlag.childTid) ? `child_tidptr=${pointer(word)}` : null));

const fcntlOf = (call: TracedCall): string => enumName('fcntl', toInt32(argumentOf(call, 1))) ?? '';
const fcntlWithout: ReadonlySet<string> = new Set([
  'F_GETFD',
  'F_GETFL',
  'F_GETOWN',
  'F_GETSIG',
  'F_GETLEASE',
  'F_GETPIPE_SZ',
  'F_GET_SEALS',
]);

const lockTypes = ['F_RDLCK', 'F_WRLCK', 'F_UNLCK'] as const;
const whences = ['SEEK_SET', 'SEEK_CUR', 'SEEK_END'] as const;

// see: struct flock, fcntl(2)
function lockText(view: DataView): string {
  const type = lockTypes[view.getInt16(0, true)] ?? String(view.getInt16(0, true));
  const whence = whences[view.getInt16(2, true)] ?? String(view.getInt16(2, true));
  const range = `l_start=${view.getBigInt64(8, true)}, l_len=${view.getBigInt64(16, true)}`;
  return `{l_type=${type}, l_whence=${whence}, ${range}}`;
}

const fcntlArgument: ArgumentType = {
  at: 'entry',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 32 })],
  text: (call, argument) => {
    const command = fcntlOf(call);
    const word = argumentOf(call, argument);
    if (fcntlWithout.has(command)) return null;
    if (command.includes('SETLK')) return lockOf(call, argument) ?? pointer(word);
    if (command === 'F_SETFD') return flagText('fdFlags', toUint32(word));
    if (command === 'F_SETFL') return openFlagsText(toUint32(word));
    return command.startsWith('F_DUPFD') || command === 'F_SETPIPE_SZ' ? String(toInt32(word)) : alternateHex(word);
  },
};

function lockOf(call: TracedCall, argument: number): string | null {
  const view = bytesOf(call, argument, 24);
  return view === null ? null : lockText(view);
}

/** What fcntl returns in words: the flags of a descriptor. */
export function fcntlResult(call: TracedCall): string | null {
  const result = Number(call.exit?.result ?? 0);
  if (fcntlOf(call) === 'F_GETFL') return `${hex(result)} (flags ${openFlagsText(result)})`;
  return fcntlOf(call) === 'F_GETFD' && result !== 0 ? `${hex(result)} (flags ${flagText('fdFlags', result)})` : null;
}

const fdSetBytes = 128;

/** The descriptors below nfds that a set holds. see: select(2) */
export function fdSetText(view: DataView, count: number): string {
  const inside: number[] = [];
  for (let fd = 0; fd < Math.min(count, view.byteLength * 8); fd += 1) {
    if ((view.getUint8(fd >> 3) >> (fd & 7)) & 1) inside.push(fd);
  }
  return `[${inside.join(' ')}]`;
}

const fdSet: ArgumentType = {
  at: 'entry',
  fetch: (argument) =>
    [false, true].map((atExit) => fetchOp({ kind: fetchKind.bytes, argument, size: fdSetBytes, atExit })),
  text: (call, argument) => {
    const view = bytesOf({ ...call, exit: null }, argument, 8);
    const word = argumentOf(call, argument);
    return view === null || isZero(word) ? pointer(word) : fdSetText(view, toInt32(argumentOf(call, 0)));
  },
};

/** The time to wait at most; what is left of it is fetched at the exit for `selectResult`. */
function selectTime(write: (view: DataView) => string): ArgumentType {
  return {
    at: 'entry',
    fetch: (argument) => [false, true].map((atExit) => fetchOp({ kind: fetchKind.bytes, argument, size: 16, atExit })),
    text: (call, argument) => {
      const view = bytesOf({ ...call, exit: null }, argument, 16);
      return view === null ? pointer(argumentOf(call, argument)) : write(view);
    },
  };
}

const setNames = ['in', 'out', 'except'] as const;

/** ` (in [3])` behind the number of ready descriptors. */
export function selectResult(call: TracedCall): string {
  if (call.exit === null || call.exit.failed) return '';
  if (call.exit.result === 0) return ' (Timeout)';
  const left = bytesOf(call, 4, 16);
  const parts = setNames.flatMap((name, index) => {
    const view = isZero(argumentOf(call, index + 1)) ? null : bytesOf(call, index + 1, 8);
    const text = view === null ? '[]' : fdSetText(view, toInt32(argumentOf(call, 0)));
    return text === '[]' ? [] : [`${name} ${text}`];
  });
  if (left !== null) parts.push(`left ${call.name === 'select' ? microTimeText(left) : timeText(left)}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

// see: stack_t, sigaltstack(2)
function signalStackText(view: DataView): string {
  const flags = flagText('signalStackFlags', view.getUint32(8, true));
  const size = view.getBigUint64(16, true);
  const base = pointer(view.getBigUint64(0, true));
  return `{ss_sp=${base}, ss_flags=${flags}, ss_size=${size}}`;
}

const stackPointer = 6;
const maskOffset = 296;

/** What rt_sigreturn restores lies on the stack. see: struct rt_sigframe, arch/x86/include/asm/sigframe.h */
const signalFrame: ArgumentType = {
  at: 'entry',
  fetch: () => [fetchOp({ kind: fetchKind.bytes, argument: stackPointer, size: maskOffset + 8 })],
  text: (call) => {
    const view = bytesOf(call, stackPointer, maskOffset + 8);
    if (view === null) return '';
    return `{mask=${signalSetText(new Uint8Array(view.buffer, view.byteOffset + maskOffset, 8))}}`;
  },
};

const resuming: ArgumentType = {
  at: 'entry',
  fetch: () => [],
  text: ({ interrupted }) => `<... resuming interrupted ${interrupted ?? 'system call'} ...>`,
};

export const specialTypes: Readonly<Record<string, ArgumentType>> = {
  futexval: futexValue,
  futextime: futexTime,
  futexaddr: futexAddress,
  futexlast: futexLast,
  childstack: cloneStack,
  cloneflags: cloneFlags,
  cloneparent: cloneParent,
  clonechild: cloneChild,
  clonetls: cloneTls,
  fcntlarg: fcntlArgument,
  infds: fdSet,
  selecttime: selectTime(timeText),
  selectmicrotime: selectTime(microTimeText),
  sigframe: signalFrame,
  resuming,
  insigstack: structure('entry', 24, signalStackText),
  outsigstack: structure('exit', 24, signalStackText),
};
