import { addressOrder } from './address-order.ts';
import { textAt } from './byte-view.ts';
import { SymbolTable } from './symbol-table.ts';

/** A symbol as it is read, before aliases are settled. */
export interface Candidate {
  readonly start: number;
  /** 0 where the file does not say: it then reaches to the next symbol. */
  readonly size: number;
  /** End of the section it lies in. */
  readonly limit: number;
  /** 0 local, 1 weak, 2 global. */
  readonly binding: number;
  /** Which of the name tables, and where in it. */
  readonly names: number;
  readonly nameAt: number;
}

type Columns = { readonly [field in keyof Candidate]: number[] };

const underscore = 0x5f;
/** Far longer than any real name; a hostile table has no end to look for. */
const comparedBytes = 16_384;
const nothing = new Uint8Array();

/** Gathers symbols of several tables of one file and settles which name an address goes by. */
export class SymbolCandidates {
  readonly #columns: Columns = { start: [], size: [], limit: [], binding: [], names: [], nameAt: [] };
  readonly #nameTables: Uint8Array[] = [];

  addNames(table: Uint8Array): number {
    this.#nameTables.push(table);
    return this.#nameTables.length - 1;
  }

  add(candidate: Candidate): void {
    this.#columns.start.push(candidate.start);
    this.#columns.size.push(candidate.size);
    this.#columns.limit.push(candidate.limit);
    this.#columns.binding.push(candidate.binding);
    this.#columns.names.push(candidate.names);
    this.#columns.nameAt.push(candidate.nameAt);
  }

  table(): SymbolTable {
    const rows = this.#withoutLabels(this.#withoutAliases(addressOrder(this.#columns.start)));
    const { start, size, limit, names, nameAt } = this.#columns;
    const starts = pick(start, rows);
    const ends = pick(size, rows).map((length, row) => (length === 0 ? 0 : (starts[row] ?? 0) + length));
    const tables = Uint8Array.from(pick(names, rows));
    const offsets = Uint32Array.from(pick(nameAt, rows));
    const nameOf = (row: number): string => plainName(this.#nameTables[tables[row] ?? 0] ?? nothing, offsets[row] ?? 0);
    return new SymbolTable({ starts, ends, limits: pick(limit, rows) }, { nameOf });
  }

  /** The best row of each address. */
  #withoutAliases(order: Uint32Array): number[] {
    const { start } = this.#columns;
    const best: number[] = [];
    let last = -1;
    for (const row of order) {
      const alias = last !== -1 && start[last] === start[row];
      if (alias && this.#compare(row, last) <= 0) continue;
      if (alias) best[best.length - 1] = row;
      else best.push(row);
      last = row;
    }
    return best;
  }

  /** Drops rows without a size that lie inside a function that has one: they are labels in it. */
  #withoutLabels(rows: readonly number[]): number[] {
    const { start, size } = this.#columns;
    let covered = 0;
    return rows.filter((row) => {
      const from = start[row] ?? 0;
      const length = size[row] ?? 0;
      if (length === 0 && from < covered) return false;
      covered = Math.max(covered, from + length);
      return true;
    });
  }

  // The order of preference of tools/perf/util/symbol.c choose_best_symbol, so that both tools mostly print one name.
  #compare(one: number, other: number): number {
    const { size, binding } = this.#columns;
    return (
      Number(size[one] !== 0) - Number(size[other] !== 0) ||
      (binding[one] ?? 0) - (binding[other] ?? 0) ||
      this.#underscores(other) - this.#underscores(one) ||
      this.#nameLength(one) - this.#nameLength(other)
    );
  }

  #underscores(row: number): number {
    const table = this.#nameTable(row);
    const from = this.#columns.nameAt[row] ?? 0;
    const first = skipUnderscores(table, from);
    // glibc's aliases for calls within itself, `__GI___lll_lock_wait`: not how anyone knows the function.
    const isInternal = table[first] === 0x47 && table[first + 1] === 0x49 && table[first + 2] === underscore;
    return (isInternal ? skipUnderscores(table, first + 2) : first) - from;
  }

  #nameLength(row: number): number {
    const from = this.#columns.nameAt[row] ?? 0;
    return this.#nameTable(row).subarray(from, from + comparedBytes).indexOf(0);
  }

  #nameTable(row: number): Uint8Array {
    return this.#nameTables[this.#columns.names[row] ?? 0] ?? nothing;
  }
}

/** A column's values in the order of the rows. A loop: `Float64Array.from` with a function is ten times slower. */
function pick(column: readonly number[], rows: readonly number[]): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) picked[at] = column[rows[at] ?? 0] ?? 0;
  return picked;
}

function skipUnderscores(table: Uint8Array, from: number): number {
  let at = from;
  while (table[at] === underscore && at < from + comparedBytes) at += 1;
  return at;
}

/** The version that linkers append is not part of the name: `memcpy@@GLIBC_2.14`. `@plt` is, and a leading `@`. */
function plainName(table: Uint8Array, at: number): string {
  return textAt(table, at).replace(/(?<=.)@(?!plt$).*/s, '');
}
