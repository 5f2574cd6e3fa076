import { fetchKind } from '@ai-perf/core-wire';
import { argumentOf, bytesOf, chunkOf } from '../call.ts';
import type { ArgumentType, DecodeStyle, TracedCall } from '../call.ts';
import { enumName, enumText, flagText } from '../flags.ts';
import { quote } from '../quote.ts';
import { errorNames } from '../tables/error-names.ts';
import { pointer, toInt32, toUint32 } from '../words.ts';
import { fetchOp } from './scalars.ts';
import { iovecText } from './strings.ts';

const addressMax = 128;

/** `{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}`. see: struct sockaddr */
export function addressText(bytes: Uint8Array, style: DecodeStyle): string {
  if (bytes.length < 2) return '{sa_family=AF_UNSPEC}';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const family = view.getUint16(0, true);
  const write = byFamily[enumName('family', family) ?? ''];
  const rest = write?.(view, bytes, style) ?? `sa_data=${quote(bytes.subarray(2, 16), style.quotes)}`;
  return `{sa_family=${enumText('family', family)}${rest === '' ? '' : `, ${rest}`}}`;
}

type WriteAddress = (view: DataView, bytes: Uint8Array, style: DecodeStyle) => string | null;

const byFamily: Readonly<Record<string, WriteAddress>> = {
  AF_UNIX: (_view, bytes, style) => unixPath(bytes, style),
  AF_INET: (view, bytes) =>
    bytes.length < 8
      ? null
      : `sin_port=htons(${view.getUint16(2)}), sin_addr=inet_addr("${bytes.subarray(4, 8).join('.')}")`,
  AF_INET6: (view, bytes) =>
    bytes.length < 28
      ? null
      : `sin6_port=htons(${view.getUint16(2)}), sin6_flowinfo=htonl(${view.getUint32(4)}), ` +
        `inet_pton(AF_INET6, "${inet6(bytes.subarray(8, 24))}", &sin6_addr), sin6_scope_id=${view.getUint32(24, true)}`,
  AF_NETLINK: (view, bytes) =>
    bytes.length < 12 ? null : `nl_pid=${view.getUint32(4, true)}, nl_groups=${netlinkGroups(view.getUint32(8, true))}`,
};

const netlinkGroups = (groups: number): string => (groups === 0 ? '00000000' : groups.toString(16).padStart(8, '0'));

// A path that begins with NUL is abstract, and is as long as its length says. see: unix(7)
function unixPath(bytes: Uint8Array, style: DecodeStyle): string {
  const path = bytes.subarray(2);
  if (path.length === 0) return '';
  if (path[0] === 0) return `sun_path=@${quote(path.subarray(1), style.quotes)}`;
  const end = path.indexOf(0);
  return `sun_path=${quote(end === -1 ? path : path.subarray(0, end), style.quotes)}`;
}

/** The longest run of zero groups becomes `::`. see: inet_ntop(3) */
function inet6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  const text = groups.join(':');
  const runs = [...text.matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

/** An address that the caller gives, of as many bytes as the next argument says. */
const givenAddress = (length: number): ArgumentType => ({
  at: 'entry',
  fetch: (argument) => [fetchOp({ kind: fetchKind.buffer, argument, size: 1, length, cap: addressMax })],
  text: (call, argument, style) => {
    const bytes = chunkOf(call, argument)?.bytes;
    return bytes && bytes.length > 0 ? addressText(bytes, style) : pointer(argumentOf(call, argument));
  },
});

/** An address that the kernel fills in; how long it became stands behind the pointer in argument `length`. */
const filledAddress = (length: number): ArgumentType => ({
  at: 'exit',
  fetch: (argument) => [
    fetchOp({ kind: fetchKind.indirect, argument, length, cap: addressMax, atExit: true }),
  ],
  text: (call, argument, style) => {
    const bytes = chunkOf(call, argument)?.bytes;
    const isFilled = bytes && bytes.length > 0 && call.exit?.failed !== true;
    return isFilled ? addressText(bytes, style) : pointer(argumentOf(call, argument));
  },
});

/** `[16]`, or `[128 => 16]` when the kernel changed it. */
const addressLength: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [
    fetchOp({ kind: fetchKind.bytes, argument, size: 4 }),
    fetchOp({ kind: fetchKind.bytes, argument, size: 4, atExit: true }),
  ],
  text: (call, argument) => {
    const before = bytesOf({ ...call, exit: null }, argument, 4)?.getInt32(0, true);
    const after = bytesOf(call, argument, 4)?.getInt32(0, true);
    if (before === undefined || after === undefined) return pointer(argumentOf(call, argument));
    if (call.exit?.failed) return `[${before}]`;
    return before === after ? `[${before}]` : `[${before} => ${after}]`;
  },
};

const optionTables: Readonly<Record<string, string>> = {
  SOL_SOCKET: 'socketOption',
  SOL_TCP: 'tcpOption',
  SOL_IP: 'ipOption',
  SOL_IPV6: 'ipv6Option',
};

const levelOf = (call: TracedCall): string => enumName('socketLevel', toInt32(argumentOf(call, 1))) ?? '';

const optionName: ArgumentType = {
  at: 'entry',
  fetch: () => [],
  text: (call, argument) => {
    const table = optionTables[levelOf(call)];
    const value = toInt32(argumentOf(call, argument));
    return table === undefined ? String(value) : enumText(table, value);
  },
};

function optionText(view: DataView, call: TracedCall): string {
  const value = view.getInt32(0, true);
  const name = enumName('socketOption', toInt32(argumentOf(call, 2)));
  const isError = levelOf(call) === 'SOL_SOCKET' && name === 'SO_ERROR';
  return `[${isError ? (errorNames[value]?.[0] ?? String(value)) : value}]`;
}

const givenOption: ArgumentType = {
  at: 'entry',
  fetch: (argument) => [fetchOp({ kind: fetchKind.bytes, argument, size: 4 })],
  text: (call, argument, style) => optionValue(call, argument, style, toInt32(argumentOf(call, 4))),
};

const filledOption: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [fetchOp({ kind: fetchKind.indirect, argument, length: 4, cap: 256, atExit: true })],
  text: (call, argument, style) => {
    const length = chunkOf(call, argument)?.bytes?.length ?? 0;
    return call.exit?.failed ? pointer(argumentOf(call, argument)) : optionValue(call, argument, style, length);
  },
};

function optionValue(call: TracedCall, argument: number, style: DecodeStyle, length: number): string {
  const view = bytesOf(call, argument, Math.min(length, 4));
  if (view === null) return pointer(argumentOf(call, argument));
  if (length === 4) return optionText(view, call);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return quote(bytes.subarray(0, style.stringLimit), style.quotes);
}

const shownParts = 1024;

/** msghdr of sendmsg(2) and recvmsg(2): chunk 0 itself, 1 name, 2 control, 3 the vector. */
const message = (at: 'entry' | 'exit'): ArgumentType => ({
  at,
  fetch: (argument, style) => [
    // How long the name may be is overwritten by how long it is.
    ...(at === 'exit' ? [fetchOp({ kind: fetchKind.bytes, argument, size: 16 })] : []),
    fetchOp({ kind: fetchKind.message, argument, size: style.stringLimit, cap: shownParts, atExit: at === 'exit' }),
  ],
  text: (call, argument, style) => {
    const view = call.exit?.failed && at === 'exit' ? null : bytesOf(call, argument, 56);
    return view === null ? pointer(argumentOf(call, argument)) : messageText(view, { call, argument, at }, style);
  },
});

function nameLength(view: DataView, call: TracedCall, argument: number): string {
  const now = view.getInt32(8, true);
  const before = bytesOf({ ...call, exit: null }, argument, 16)?.getInt32(8, true);
  return before === undefined || before === now ? String(now) : `${before} => ${now}`;
}

function messageText(
  view: DataView,
  { call, argument, at }: { call: TracedCall; argument: number; at: 'entry' | 'exit' },
  style: DecodeStyle,
): string {
  const name = view.getBigUint64(0, true);
  const nameBytes = chunkOf(call, argument, 1)?.bytes;
  const left = at === 'exit' ? Number(call.exit?.result ?? 0) : Infinity;
  const vector = iovecText(call, { argument, first: 3, left }, style) ?? pointer(view.getBigUint64(16, true));
  const control = view.getBigUint64(40, true);
  const parts = [
    `msg_name=${nameBytes && nameBytes.length > 0 ? addressText(nameBytes, style) : pointer(name)}`,
    `msg_namelen=${nameLength(view, call, argument)}`,
    `msg_iov=${vector}`,
    `msg_iovlen=${view.getBigUint64(24, true)}`,
    ...(control > 0n ? [`msg_control=${pointer(view.getBigUint64(32, true))}`] : []),
    `msg_controllen=${control}`,
    `msg_flags=${flagText('sendFlags', view.getUint32(48, true))}`,
  ];
  return `{${parts.join(', ')}}`;
}

/** Addresses, options and messages of sockets. */
export const socketTypes: Readonly<Record<string, ArgumentType>> = {
  'sockaddr@2': givenAddress(2),
  'sockaddr@5': givenAddress(5),
  'outsockaddr@2': filledAddress(2),
  'outsockaddr@5': filledAddress(5),
  socklen: addressLength,
  sockopt: optionName,
  inoption: givenOption,
  outoption: filledOption,
  sendmessage: message('entry'),
  receivemessage: message('exit'),
  shutdown: {
    at: 'entry',
    fetch: () => [],
    text: (call, argument) => enumText('shutdownHow', toUint32(argumentOf(call, argument))),
  },
};

