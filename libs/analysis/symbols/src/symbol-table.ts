/** Where a row's name comes from; text is made only for the rows that are asked for. */
export interface SymbolNames {
  nameOf(row: number): string;
}

/** Sorted by start. An end of 0 means "up to the next symbol", at most to `limit`. */
export interface SymbolColumns {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly limits?: Float64Array;
}

/** Address -> function, by binary search. Ranges may nest: the innermost one answers. */
export class SymbolTable {
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  readonly #enclosing: Int32Array;
  readonly #names: SymbolNames;

  constructor(columns: SymbolColumns, names: SymbolNames) {
    this.#starts = columns.starts;
    this.#ends = closedEnds(columns);
    this.#enclosing = enclosingRows(this.#starts, this.#ends);
    this.#names = names;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Row of the innermost symbol that holds the address, or -1. */
  find(address: number): number {
    let row = lastAtOrBelow(this.#starts, address);
    while (row >= 0 && address >= (this.#ends[row] ?? 0)) row = this.#enclosing[row] ?? -1;
    return row;
  }

  nameOf(row: number): string {
    return this.#names.nameOf(row);
  }

  startOf(row: number): number {
    return this.#starts[row] ?? 0;
  }

  endOf(row: number): number {
    return this.#ends[row] ?? 0;
  }

  /** Name of the symbol that holds the address, or null. */
  name(address: number): string | null {
    const row = this.find(address);
    return row === -1 ? null : this.nameOf(row);
  }
}

/** Index of the last value that is not above `wanted` in a rising array, or -1. */
export function lastAtOrBelow(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function closedEnds({ starts, ends, limits }: SymbolColumns): Float64Array {
  return ends.map((end, row) => {
    if (end !== 0) return end;
    return Math.min(starts[row + 1] ?? Infinity, limits?.[row] ?? Infinity);
  });
}

/** For each row, the nearest row before it whose range reaches beyond this row's start, or -1. */
function enclosingRows(starts: Float64Array, ends: Float64Array): Int32Array {
  const enclosing = new Int32Array(starts.length).fill(-1);
  for (let row = 1; row < starts.length; row += 1) {
    let outer = row - 1;
    while (outer >= 0 && (ends[outer] ?? 0) <= (starts[row] ?? 0)) outer = enclosing[outer] ?? -1;
    enclosing[row] = outer;
  }
  return enclosing;
}
