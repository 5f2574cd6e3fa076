import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { ByteNames, decodeUtf8, fnvBasis, fnvStep } from './byte-names.ts';
import type { FlameTree } from './flame-tree.ts';
import { decodeFrame } from './folded-name.ts';
import { TreeBuilder } from './tree-builder.ts';

export interface FoldedReadOptions {
  /** What the weights count; folded text does not say. */
  readonly unit?: string;
  /** Leaf first: merges by callee and shows who calls it. */
  readonly reverse?: boolean;
}

/**
 * Reads `frame;frame WEIGHT` lines (text, or UTF-8 as it lies in the file). The weight stands after the LAST space,
 * since names hold spaces. A line without one is dropped under its reason and counted; input in which no line has one
 * is a Problem.
 */
export function flameTreeOfFolded(input: string | Uint8Array, options: FoldedReadOptions = {}): Result<FlameTree> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const reader = new LineReader(bytes, options.reverse === true);
  for (let from = byteOrderMark(bytes); from < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, from);
    const end = found === -1 ? bytes.length : found;
    reader.read(from, end > from && bytes[end - 1] === carriageReturn ? end - 1 : end);
    from = end + 1;
  }
  const tree = reader.builder.finish(options.unit ?? 'samples', false);
  return tree.account.kept.count === 0 ? err(noStacks(bytes)) : ok(tree);
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const semicolon = 0x3b;
const weightPattern = /^\d+(?:\.\d+)?$/;

const byteOrderMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

class LineReader {
  readonly builder = new TreeBuilder();
  readonly #bytes: Uint8Array;
  readonly #reverse: boolean;
  readonly #names: ByteNames;

  constructor(bytes: Uint8Array, reverse: boolean) {
    this.#bytes = bytes;
    this.#reverse = reverse;
    this.#names = new ByteNames(bytes, (name) => this.builder.frame(decodeFrame(name)));
  }

  read(from: number, end: number): void {
    const blank = this.#lastSpace(from, end);
    const digits = decodeUtf8(this.#bytes, Math.max(blank + 1, from), end);
    if (blank < from || !weightPattern.test(digits)) return this.#refuse(from, end);
    const weight = Number(digits);
    if (weight === 0) return this.builder.book.drop('zero weight', 0);
    // Beyond it sums are no longer exact, and the widths would not add up.
    if (weight > Number.MAX_SAFE_INTEGER) return this.builder.book.drop('weight above 2^53', 0);
    this.builder.book.keep(weight);
    this.builder.add(this.#path(from, blank), weight, 0);
  }

  #refuse(from: number, end: number): void {
    const text = decodeUtf8(this.#bytes, from, Math.min(end, from + 4096));
    if (text.trim() !== '') this.builder.book.drop('line without a weight', 0);
  }

  #lastSpace(from: number, end: number): number {
    let at = end - 1;
    while (at >= from && this.#bytes[at] !== space) at -= 1;
    return at;
  }

  #path(from: number, end: number): number[] {
    const path: number[] = [];
    if (from === end) return path;
    // Hundreds of megabytes pass here: a local name is looked up once, a field at every byte.
    const bytes = this.#bytes;
    const names = this.#names;
    let hash = fnvBasis;
    let start = from;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte !== semicolon) {
        hash = fnvStep(hash, byte);
        continue;
      }
      path.push(names.numberOf(start, at, hash));
      start = at + 1;
      hash = fnvBasis;
    }
    path.push(names.numberOf(start, end, hash));
    return this.#reverse ? path.reverse() : path;
  }
}

function noStacks(bytes: Uint8Array): Problem {
  const first = decodeUtf8(bytes, byteOrderMark(bytes), 4096).trimStart().split('\n', 1)[0] ?? '';
  const line = `no line reads "frame;frame WEIGHT"; the first is "${first.slice(0, 60)}"`;
  return usageProblem('no-stacks', {
    what: 'there is no stack to draw',
    why: first === '' ? 'the input is empty' : line,
    fix: 'hand it a profile of `ai-perf record -o profile.json`, or the output of a stackcollapse tool',
  });
}
