import { fetchKind, lengthIsResult } from '@ai-perf/core-wire';
import { argumentOf, bytesOf, chunkOf } from '../call.ts';
import type { ArgumentType, DecodeStyle, TracedCall } from '../call.ts';
import { flagText } from '../flags.ts';
import { isZero, pointer, toInt32 } from '../words.ts';
import { fetchOp } from './scalars.ts';

interface Array {
  readonly at: 'entry' | 'exit';
  readonly elementBytes: number;
  /** The argument that says how many, or `lengthIsResult`. */
  readonly length: number;
  readonly write: (view: DataView, at: number) => string;
}

const mostElements = 1024;

/** `[a, b, ...]`: as many elements as strings have bytes are shown. */
function array({ at, elementBytes, length, write }: Array): ArgumentType {
  return {
    at,
    fetch: (argument) => [
      fetchOp({
        kind: fetchKind.buffer,
        argument,
        size: elementBytes,
        length,
        cap: mostElements,
        atExit: at === 'exit',
      }),
    ],
    text: (call, argument, style) => {
      const word = argumentOf(call, argument);
      const failed = at === 'exit' && call.exit?.failed === true;
      if (isZero(word) || failed) return pointer(word);
      const count = length === lengthIsResult ? Number(call.exit?.result ?? 0) : toInt32(argumentOf(call, length));
      if (count === 0) return '[]';
      const view = bytesOf(call, argument, elementBytes);
      return view === null ? pointer(word) : elementsText(view, { count, elementBytes, write }, style);
    },
  };
}

function elementsText(
  view: DataView,
  { count, elementBytes, write }: { count: number; elementBytes: number; write: Array['write'] },
  style: DecodeStyle,
): string {
  const most = style.verbose ? count : Math.min(count, style.stringLimit);
  const shown = Math.min(most, Math.floor(view.byteLength / elementBytes));
  const texts = Array.from({ length: shown }, (_, index) => write(view, index * elementBytes));
  return `[${[...texts, ...(count > shown ? ['...'] : [])].join(', ')}]`;
}

const pollRequest = (view: DataView, at: number): string => {
  const fd = view.getInt32(at, true);
  return fd < 0 ? `{fd=${fd}}` : `{fd=${fd}, events=${flagText('pollEvents', view.getUint16(at + 4, true))}}`;
};

/** `([{fd=3, revents=POLLIN}])` or `(Timeout)`, behind the result. see: poll(2) */
export function pollResult(call: TracedCall): string {
  const { exit } = call;
  if (exit === null || exit.failed) return '';
  if (exit.result === 0) return ' (Timeout)';
  const chunk = exit.chunks.find(({ argument }) => argument === 0)?.bytes;
  if (!chunk) return '';
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const ready: string[] = [];
  for (let at = 0; at + 8 <= view.byteLength; at += 8) {
    const events = view.getUint16(at + 6, true);
    if (events !== 0) ready.push(`{fd=${view.getInt32(at, true)}, revents=${flagText('pollEvents', events)}}`);
  }
  return ` ([${ready.join(', ')}])`;
}

/** What poll is asked at the entry; what it found is fetched at the exit for `pollResult`. */
function pollType(): ArgumentType {
  const asked = array({ at: 'entry', elementBytes: 8, length: 1, write: pollRequest });
  return {
    at: 'entry',
    fetch: (argument, style) => asked.fetch(argument, style).flatMap((op) => [op, { ...op, atExit: true }]),
    text: (call, argument, style) => asked.text({ ...call, exit: null }, argument, style),
  };
}

const epollEvent = (view: DataView, at: number): string => {
  const data = `data={u32=${view.getUint32(at + 4, true)}, u64=${view.getBigUint64(at + 4, true)}}`;
  return `{events=${flagText('epollEvents', view.getUint32(at, true))}, ${data}}`;
};

/** `0x55.. /* 4 entries *\/`. see: getdents(2) */
const directoryEntries: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [
    fetchOp({ kind: fetchKind.buffer, argument, size: 1, length: lengthIsResult, cap: 1 << 20, atExit: true }),
  ],
  text: (call, argument) => {
    const address = pointer(argumentOf(call, argument));
    if (call.exit === null || call.exit.failed) return address;
    const bytes = chunkOf(call, argument)?.bytes;
    if (!bytes) return address;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let count = 0;
    for (let at = 0; at + 18 < view.byteLength; at += Math.max(view.getUint16(at + 16, true), 1)) count += 1;
    return `${address} /* ${count} entr${count === 1 ? 'y' : 'ies'} */`;
  },
};

/** `[0 1]`: the CPUs of a mask of as many bytes as the call returned. */
const cpuSet: ArgumentType = {
  at: 'exit',
  fetch: (argument) => [
    fetchOp({ kind: fetchKind.buffer, argument, size: 1, length: lengthIsResult, cap: 1024, atExit: true }),
  ],
  text: (call, argument) => {
    const bytes = chunkOf(call, argument)?.bytes;
    if (!bytes || call.exit?.failed) return pointer(argumentOf(call, argument));
    const cpus = [...bytes].flatMap((byte, at) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => at * 8 + bit),
    );
    return `[${cpus.join(' ')}]`;
  },
};

export const arrayTypes: Readonly<Record<string, ArgumentType>> = {
  pollfds: pollType(),
  epollevents: array({ at: 'exit', elementBytes: 12, length: lengthIsResult, write: epollEvent }),
  groups: array({
    at: 'exit',
    elementBytes: 4,
    length: lengthIsResult,
    write: (view, at) => String(view.getUint32(at, true)),
  }),
  dirents: directoryEntries,
  cpus: cpuSet,
};
