import { fetchKind, lengthIsResult } from '@ai-perf/core-wire';
import type { FetchOp, Word } from '@ai-perf/core-wire';
import { argumentOf } from '../call.ts';
import type { ArgumentType, DecodeStyle, TracedCall } from '../call.ts';
import { bitNames, enumName, enumText, flagText } from '../flags.ts';
import { quote } from '../quote.ts';
import { signalName } from '../signals.ts';
import { alternateHex, hex, octalMode, pointer, toInt32, toUint32, toUnsigned } from '../words.ts';

const nothing: readonly FetchOp[] = [];

/** A type that is written from the register alone. */
export const plain = (write: (word: Word, call: TracedCall) => string | null): ArgumentType => ({
  at: 'entry',
  fetch: () => nothing,
  text: (call, argument) => write(argumentOf(call, argument), call),
});

export const fetchOp = (op: Partial<FetchOp> & Pick<FetchOp, 'kind' | 'argument'>): FetchOp => ({
  atExit: false,
  size: 0,
  length: 0,
  cap: 0,
  ...op,
});

const currentFolder = -100;

/** `</path>` behind a descriptor, where -y asked for it. */
export function leadsTo(call: TracedCall, argument: number, style: DecodeStyle): string {
  const isIt = (chunk: TracedCall['entryChunks'][number]): boolean =>
    chunk.kind === fetchKind.descriptor && chunk.argument === argument;
  const chunk = call.entryChunks.find(isIt);
  return chunk?.bytes ? angled(chunk.bytes, style) : '';
}

function angled(bytes: Uint8Array, style: DecodeStyle): string {
  const text = quote(bytes, style.quotes === 'hex' ? 'hex' : 'octal').slice(1, -1);
  return `<${text.replaceAll('<', '\\74').replaceAll('>', '\\76')}>`;
}

const descriptorOp = (argument: number, style: DecodeStyle): readonly FetchOp[] =>
  style.descriptors ? [fetchOp({ kind: fetchKind.descriptor, argument })] : nothing;

const descriptor: ArgumentType = {
  at: 'entry',
  fetch: descriptorOp,
  text: (call, argument, style) => `${toInt32(argumentOf(call, argument))}${leadsTo(call, argument, style)}`,
};

const folder: ArgumentType = {
  ...descriptor,
  text: (call, argument, style) => {
    const fd = toInt32(argumentOf(call, argument));
    return `${fd === currentFolder ? 'AT_FDCWD' : fd}${leadsTo(call, argument, style)}`;
  },
};

/** What a returned descriptor leads to is asked for at the exit, under argument 6. */
export const resultDescriptorOp: FetchOp = fetchOp({
  kind: fetchKind.descriptor,
  argument: 0,
  length: lengthIsResult,
  atExit: true,
});

export function resultLeadsTo(call: TracedCall, style: DecodeStyle): string {
  const chunk = call.exit?.chunks.find(({ kind }) => kind === fetchKind.descriptor);
  return chunk?.bytes ? angled(chunk.bytes, style) : '';
}

const createsFile = (flags: number): boolean => (flags & 0o100) !== 0 || (flags & 0o20200000) === 0o20200000;

export function openFlagsText(value: number): string {
  const mode = enumText('accessMode', value & 3);
  const rest = (value & ~3) >>> 0;
  return rest === 0 ? mode : `${mode}|${bitNames('openFlags', rest)?.join('|') ?? hex(rest)}`;
}

function mapFlagsText(value: number): string {
  const type = enumName('mapType', value & 0xf) ?? hex(value & 0xf);
  // The size of a huge page stands in bits 26 to 31. see: mmap(2)
  const rest = (value & ~0xf) >>> 0;
  return rest === 0 ? type : `${type}|${bitNames('mapFlags', rest)?.join('|') ?? hex(rest)}`;
}

function socketTypeText(value: number): string {
  const type = enumName('socketType', value & 0xf) ?? hex(value & 0xf);
  const rest = (value & ~0xf) >>> 0;
  return rest === 0 ? type : `${type}|${bitNames('socketFlags', rest)?.join('|') ?? hex(rest)}`;
}

function protocolText(word: Word, call: TracedCall): string {
  const value = toInt32(word);
  const family = enumName('family', toInt32(argumentOf(call, 0)));
  if (family === 'AF_INET' || family === 'AF_INET6') return enumText('ipProtocol', value);
  return family === 'AF_NETLINK' ? enumText('netlinkProtocol', value) : String(value);
}

const fileTypes: Readonly<Record<number, string>> = {
  0o140000: 'S_IFSOCK',
  0o120000: 'S_IFLNK',
  0o100000: 'S_IFREG',
  0o060000: 'S_IFBLK',
  0o040000: 'S_IFDIR',
  0o020000: 'S_IFCHR',
  0o010000: 'S_IFIFO',
};

/** `S_IFREG|S_ISUID|0755`. see: inode(7) */
export function fileModeText(mode: number): string {
  const special = [
    [0o4000, 'S_ISUID'],
    [0o2000, 'S_ISGID'],
    [0o1000, 'S_ISVTX'],
  ] as const;
  const type = fileTypes[mode & 0o170000];
  const names = special.filter(([bit]) => (mode & bit) !== 0).map(([, name]) => name);
  return [...(type === undefined ? [] : [type]), ...names, octalMode(mode & 0o777)].join('|');
}

const futexPrivate = 128;
const futexRealtime = 256;

export function futexOpText(value: number): string {
  const op = value & 127;
  const name = enumName('futexOp', op) ?? hex(op);
  const withPrivate = (value & futexPrivate) !== 0 ? `${name}_PRIVATE` : name;
  return (value & futexRealtime) !== 0 ? `${withPrivate}|FUTEX_CLOCK_REALTIME` : withPrivate;
}

/** The flags of clone(2), whose lowest byte is the signal that the parent gets. */
export function cloneFlagsText(value: number): string {
  const signal = value & 0xff;
  const flags = (value & ~0xff) >>> 0;
  const names = flags === 0 ? [] : (bitNames('cloneFlags', flags) ?? [hex(flags)]);
  return [...names, ...(signal === 0 ? [] : [signalName(signal)])].join('|') || '0';
}

const isMadeOpen = (flagsAt: number) => (word: Word, call: TracedCall) =>
  createsFile(toInt32(argumentOf(call, flagsAt))) ? octalMode(toUint32(word)) : null;

const unsetId = (word: Word): string => (toInt32(word) === -1 ? '-1' : String(toUint32(word)));

function syncedAtFlags(word: Word): string {
  const value = toUint32(word);
  const sync = (value & 0x6000) === 0 ? ['AT_STATX_SYNC_AS_STAT'] : [];
  return value === 0 ? 'AT_STATX_SYNC_AS_STAT' : [...sync, flagText('atFlags', value)].join('|');
}

export const scalarTypes: Readonly<Record<string, ArgumentType>> = {
  fd: descriptor,
  dfd: folder,
  int: plain((word) => String(toInt32(word))),
  uint: plain((word) => String(toUint32(word))),
  long: plain(String),
  size: plain((word) => toUnsigned(word).toString()),
  hex: plain((word) => alternateHex(word)),
  hex32: plain((word) => alternateHex(toUint32(word))),
  zerohex: plain((word) => hex(word)),
  addr: plain(pointer),
  id: plain(unsetId),
  mode: plain((word) => octalMode(toUint32(word))),
  filemode: plain((word) => fileModeText(toUint32(word))),
  'mode@1': plain(isMadeOpen(1)),
  'mode@2': plain(isMadeOpen(2)),
  oflags: plain((word) => openFlagsText(toUint32(word))),
  mapflags: plain((word) => mapFlagsText(toUint32(word))),
  socktype: plain((word) => socketTypeText(toUint32(word))),
  protocol: plain(protocolText),
  signal: plain((word) => signalName(toInt32(word))),
  futexop: plain((word) => futexOpText(toUint32(word))),
  statxflags: plain(syncedAtFlags),
};

/** `flags:TABLE` and `enum:TABLE`. */
export function tableType(kind: string, table: string): ArgumentType | null {
  if (kind === 'flags') return plain((word) => flagText(table, toUint32(word)));
  return kind === 'enum' ? plain((word) => enumText(table, toInt32(word))) : null;
}
