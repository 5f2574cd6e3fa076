import { fetchKind, lengthIsResult } from '@ai-perf/core-wire';
import { argumentOf, chunkOf } from '../call.ts';
import type { ArgumentType, DecodeStyle, TracedCall } from '../call.ts';
import { quote } from '../quote.ts';
import type { QuoteStyle } from '../quote.ts';
import { isZero, pointer, toInt32 } from '../words.ts';
import { fetchOp } from './scalars.ts';

const pathMax = 4096;

/** A NUL-terminated string, `"abc"...` when it is longer than `limit`. */
export function stringText(bytes: Uint8Array, limit: number, quotes: QuoteStyle): string {
  const end = bytes.indexOf(0);
  const whole = end === -1 ? bytes : bytes.subarray(0, end);
  const cut = whole.length > limit || (end === -1 && whole.length >= limit);
  return `${quote(whole.subarray(0, limit), quotes)}${cut ? '...' : ''}`;
}

function stringType(limitOf: (style: DecodeStyle) => number): ArgumentType {
  return {
    at: 'entry',
    fetch: (argument, style) => [fetchOp({ kind: fetchKind.string, argument, size: limitOf(style) + 1 })],
    text: (call, argument, style) => {
      const bytes = chunkOf(call, argument)?.bytes;
      return bytes ? stringText(bytes, limitOf(style), style.quotes) : pointer(argumentOf(call, argument));
    },
  };
}

/** Bytes whose number another argument, or the result, says. */
export function bufferType(length: number, at: 'entry' | 'exit', alwaysHex = false): ArgumentType {
  return {
    at,
    fetch: (argument, style) => [
      fetchOp({ kind: fetchKind.buffer, argument, size: 1, length, cap: style.stringLimit, atExit: at === 'exit' }),
    ],
    text: (call, argument, style) => {
      const word = argumentOf(call, argument);
      const bytes = chunkOf(call, argument)?.bytes;
      const total = totalOf(call, length);
      if (isZero(word) || hasFailed(call, at)) return pointer(word);
      if (total === 0) return '""';
      return bytes ? cutText(bytes, total, { ...style, ...(alwaysHex ? { quotes: 'hex' } : {}) }) : pointer(word);
    },
  };
}

const totalOf = ({ exit, args }: TracedCall, length: number): number =>
  Number((length === lengthIsResult ? exit?.result : args[length]) ?? 0);

const hasFailed = ({ exit }: TracedCall, at: 'entry' | 'exit'): boolean => at === 'exit' && exit?.failed === true;

function cutText(bytes: Uint8Array, total: number, { stringLimit, quotes }: DecodeStyle): string {
  const shown = bytes.subarray(0, stringLimit);
  return `${quote(shown, quotes)}${total > shown.length || total < 0 ? '...' : ''}`;
}

const shownStrings = 32;

/** argv: `["ls", "-l"]`. */
const strings: ArgumentType = {
  at: 'entry',
  fetch: (argument, style) => [
    fetchOp({
      kind: fetchKind.strings,
      argument,
      size: style.stringLimit + 1,
      cap: style.verbose ? 65535 : shownStrings,
    }),
  ],
  text: (call, argument, style) => {
    const pointers = pointersOf(call, argument);
    if (pointers === null) return pointer(argumentOf(call, argument));
    const shown = Array.from({ length: Math.min(pointers, style.verbose ? pointers : shownStrings) }, (_, index) => {
      const bytes = chunkOf(call, argument, index + 1)?.bytes;
      return bytes ? stringText(bytes, style.stringLimit, style.quotes) : '???';
    });
    return `[${[...shown, ...(pointers > shown.length ? ['...'] : [])].join(', ')}]`;
  },
};

/** How many pointers stand before the null. */
function pointersOf(call: TracedCall, argument: number): number | null {
  const bytes = chunkOf(call, argument, 0)?.bytes;
  if (!bytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  while (count * 8 + 8 <= bytes.length && view.getBigUint64(count * 8, true) !== 0n) count += 1;
  return count;
}

/** envp: its address and how many there are, or all of them with -v. */
const environment: ArgumentType = {
  at: 'entry',
  fetch: (argument, style) =>
    style.verbose ? strings.fetch(argument, style) : [fetchOp({ kind: fetchKind.pointers, argument })],
  text: (call, argument, style) => {
    const count = pointersOf(call, argument);
    const address = pointer(argumentOf(call, argument));
    if (count === null) return address;
    if (style.verbose) return strings.text(call, argument, style);
    return `${address} /* ${count} var${count === 1 ? '' : 's'} */`;
  },
};

/** What readlink and getcwd fill in: getcwd counts its NUL. */
const folderName: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [fetchOp({ kind: fetchKind.string, argument, size: pathMax, atExit: true })],
  text: (call, argument, style) => {
    const bytes = chunkOf(call, argument)?.bytes;
    return bytes && call.exit?.failed !== true
      ? stringText(bytes, pathMax, style.quotes)
      : pointer(argumentOf(call, argument));
  },
};

function vectorType(at: 'entry' | 'exit'): ArgumentType {
  return {
    at,
    fetch: (argument, style) => [
      fetchOp({
        kind: fetchKind.iovec,
        argument,
        size: style.stringLimit,
        length: 2,
        cap: 1024,
        atExit: at === 'exit',
      }),
    ],
    text: (call, argument, style) => vectorText(call, argument, style, at) ?? pointer(argumentOf(call, argument)),
  };
}

function vectorText(call: TracedCall, argument: number, style: DecodeStyle, at: 'entry' | 'exit'): string | null {
  const bytes = chunkOf(call, argument)?.bytes;
  const count = toInt32(argumentOf(call, 2));
  if (!isZero(argumentOf(call, argument)) && count === 0) return '[]';
  if (!bytes) return null;
  const left = at === 'exit' ? Number(call.exit?.result ?? 0) : Infinity;
  return iovecText(call, { argument, first: 0, left }, style);
}

/** `[{iov_base="abc", iov_len=3}]`; `first` is the index of the chunk that holds the vector itself. */
export function iovecText(
  call: TracedCall,
  { argument, first, left }: { argument: number; first: number; left: number },
  style: DecodeStyle,
): string | null {
  const vector = chunkOf(call, argument, first)?.bytes;
  if (!vector) return null;
  const view = new DataView(vector.buffer, vector.byteOffset, vector.byteLength);
  let rest = left;
  const parts: string[] = [];
  for (let index = 0; index * 16 + 16 <= vector.length; index += 1) {
    if (index >= style.stringLimit && !style.verbose) return `[${[...parts, '...'].join(', ')}]`;
    const base = view.getBigUint64(index * 16, true);
    const length = Number(view.getBigUint64(index * 16 + 8, true));
    const data = chunkOf(call, argument, first + 1 + index)?.bytes;
    const filled = Math.min(length, rest);
    rest -= filled;
    const shown = data
      ? `${quote(data.subarray(0, style.stringLimit), style.quotes)}${filled > style.stringLimit ? '...' : ''}`
      : pointer(base);
    parts.push(`{iov_base=${shown}, iov_len=${length}}`);
  }
  return `[${parts.join(', ')}]`;
}

const xattrName = 255;

export const stringTypes: Readonly<Record<string, ArgumentType>> = {
  path: stringType(() => pathMax - 1),
  string: stringType((style) => style.stringLimit),
  name: stringType(() => xattrName),
  strings,
  environment,
  cwd: folderName,
  'outbuf@result': bufferType(lengthIsResult, 'exit'),
  'outhex@result': bufferType(lengthIsResult, 'exit', true),
  'inbuf@1': bufferType(1, 'entry'),
  'inbuf@2': bufferType(2, 'entry'),
  'inbuf@3': bufferType(3, 'entry'),
  iniov: vectorType('entry'),
  outiov: vectorType('exit'),
};
