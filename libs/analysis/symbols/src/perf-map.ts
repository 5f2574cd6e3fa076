import { addressOrder } from './address-order.ts';
import { AgeHeap } from './age-heap.ts';
import { hexNumber } from './hex-number.ts';
import { SymbolTable } from './symbol-table.ts';

const newline = 0x0a;
const space = 0x20;
const decoder = new TextDecoder();

/**
 * Reads `START SIZE NAME` lines, hexadecimal. Compilers reuse memory: where entries overlap, the later line wins.
 * see: tools/perf/Documentation/jit-interface.txt
 */
export function parsePerfMap(text: Uint8Array): SymbolTable {
  const lines = readLines(text);
  const order = addressOrder(lines.map(({ start }) => start));
  const kept = withoutOverlaps(lines, order);
  return new SymbolTable(
    {
      starts: Float64Array.from(kept, ({ from }) => from),
      ends: Float64Array.from(kept, ({ to }) => to),
    },
    { nameOf: (row) => nameAt(text, kept[row]) },
  );
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly nameFrom: number;
  readonly nameTo: number;
  /** Line number: the later one wins. */
  readonly age: number;
}

function nameAt(text: Uint8Array, line: Line | undefined): string {
  return line === undefined ? '' : decoder.decode(text.subarray(line.nameFrom, line.nameTo));
}

function readLines(text: Uint8Array): Line[] {
  const lines: Line[] = [];
  // What follows the last newline is a line that is being written.
  for (let from = 0, to = text.indexOf(newline); to !== -1; from = to + 1, to = text.indexOf(newline, from)) {
    const line = readLine(text, from, to, lines.length);
    if (line !== null) lines.push(line);
  }
  return lines;
}

function readLine(text: Uint8Array, from: number, to: number, age: number): Line | null {
  const sizeAt = text.indexOf(space, from) + 1;
  const nameFrom = sizeAt === 0 ? 0 : text.indexOf(space, sizeAt) + 1;
  if (sizeAt === 0 || nameFrom === 0 || nameFrom >= to) return null;
  const start = hexNumber(text, from, sizeAt - 1);
  const size = hexNumber(text, sizeAt, nameFrom - 1);
  if (start === null || size === null || size === 0) return null;
  return { start, end: start + size, nameFrom, nameTo: to, age };
}

interface Piece extends Line {
  readonly from: number;
  readonly to: number;
}

/** Cuts the lines into pieces that do not overlap: at each address the latest line. A sweep over the starts. */
function withoutOverlaps(lines: readonly Line[], order: Uint32Array): Piece[] {
  const pieces: Piece[] = [];
  const open = new AgeHeap<Line>();
  let at = 0;
  const emitUpTo = (limit: number): void => {
    for (let top = open.peek(); top !== undefined && at < limit; top = open.peek()) {
      if (top.end > at) {
        const to = Math.min(top.end, limit);
        pieces.push({ ...top, from: at, to });
        at = to;
      }
      if (top.end <= at) open.pop();
    }
  };
  for (const row of order) {
    const line = lines[row];
    if (line === undefined) continue;
    emitUpTo(line.start);
    at = line.start;
    open.push(line);
  }
  emitUpTo(Infinity);
  return pieces;
}
