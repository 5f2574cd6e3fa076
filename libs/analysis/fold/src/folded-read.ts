import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
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
 * Reads `frame;frame WEIGHT` lines. The weight stands after the LAST space, since names hold spaces. A line without one
 * is dropped under its reason and counted; text in which no line has one is a Problem.
 */
export function flameTreeOfFolded(text: string, options: FoldedReadOptions = {}): Result<FlameTree> {
  const reader = new LineReader(options.reverse === true);
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    reader.read(text.slice(from, text.charCodeAt(to - 1) === carriageReturn ? to - 1 : to));
    from = to + 1;
  }
  const tree = reader.builder.finish(options.unit ?? 'samples', false);
  return tree.account.kept.count === 0 ? err(noStacks(text)) : ok(tree);
}

const carriageReturn = 13;
const weightPattern = /^\d+(?:\.\d+)?$/;

class LineReader {
  readonly builder = new TreeBuilder();
  readonly #reverse: boolean;
  readonly #ids = new Map<string, number>();

  constructor(reverse: boolean) {
    this.#reverse = reverse;
  }

  read(line: string): void {
    if (line.trim() === '') return;
    const space = line.lastIndexOf(' ');
    const digits = line.slice(space + 1);
    if (space === -1 || !weightPattern.test(digits)) return this.builder.book.drop('line without a weight', 0);
    const weight = Number(digits);
    if (weight === 0) return this.builder.book.drop('zero weight', 0);
    // Beyond it sums are no longer exact, and the widths would not add up.
    if (weight > Number.MAX_SAFE_INTEGER) return this.builder.book.drop('weight above 2^53', 0);
    this.builder.book.keep(weight);
    this.builder.add(this.#path(line.slice(0, space)), weight, 0);
  }

  #path(stack: string): number[] {
    if (stack === '') return [];
    const path = stack.split(';').map((name) => this.#idOf(name));
    return this.#reverse ? path.reverse() : path;
  }

  #idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.builder.frame(decodeFrame(name));
    this.#ids.set(name, id);
    return id;
  }
}

function noStacks(text: string): Problem {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  return usageProblem('no-stacks', {
    what: 'there is no stack to draw',
    why:
      first === '' ? 'the input is empty' : `no line reads "frame;frame WEIGHT"; the first is "${first.slice(0, 60)}"`,
    fix: 'hand it a profile of `ai-perf record -o profile.json`, or the output of a stackcollapse tool',
  });
}
