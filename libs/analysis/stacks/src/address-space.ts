import type { Mapping } from './mapping.ts';

const none: readonly Mapping[] = [];

/** What one process has mapped now. Mappings do not overlap; a later one cuts what it covers. */
export class AddressSpace {
  #mappings: readonly Mapping[] = none;
  #version = 0;

  /** Rises with every change, so that answers may be kept until then. */
  get version(): number {
    return this.#version;
  }

  get isEmpty(): boolean {
    return this.#mappings.length === 0;
  }

  /** The child of a fork begins with the parent's mappings; both then change on their own. */
  copy(): AddressSpace {
    const copy = new AddressSpace();
    copy.#mappings = this.#mappings;
    return copy;
  }

  clear(): void {
    this.#mappings = none;
    this.#version += 1;
  }

  map(added: Mapping): void {
    if (!(added.end > added.start)) return;
    const from = this.#firstEndingAfter(added.start);
    const to = this.#firstStartingAtOrAfter(added.end);
    const cut = this.#mappings.slice(from, to);
    const before = cut.filter(({ start }) => start < added.start).map((old) => ({ ...old, end: added.start }));
    const after = cut.filter(({ end }) => end > added.end).map((old) => tail(old, added.end));
    this.#mappings = [...this.#mappings.slice(0, from), ...before, added, ...after, ...this.#mappings.slice(to)];
    this.#version += 1;
  }

  /** The executable mapping that holds the address, or null. */
  find(address: number): Mapping | null {
    const row = this.#firstEndingAfter(address);
    const found = this.#mappings[row];
    if (found === undefined || found.start > address || !found.executable) return null;
    return found.file === null ? (this.#copiedText(row) ?? found) : found;
  }

  /**
   * Programs copy their own code into huge pages at its old place (node --use-largepages, hugetlbfs, BOLT): memory
   * without a file between two mappings of one file whose offsets still agree is that file.
   */
  #copiedText(row: number): Mapping | null {
    const before = this.#nearestFile(row, -1);
    const after = this.#nearestFile(row, 1);
    const gap = this.#mappings[row];
    if (before === null || after === null || gap === undefined || before.file?.key !== after.file?.key) return null;
    if (after.start - before.start !== after.fileOffset - before.fileOffset) return null;
    return { ...gap, file: before.file, fileOffset: before.fileOffset + gap.start - before.start };
  }

  #nearestFile(row: number, step: 1 | -1): Mapping | null {
    for (let at = row; ; at += step) {
      const here = this.#mappings[at];
      const next = this.#mappings[at + step];
      if (here === undefined || next === undefined) return null;
      if (step === 1 ? here.end !== next.start : next.end !== here.start) return null;
      if (next.file !== null) return next;
    }
  }

  #firstEndingAfter(address: number): number {
    return this.#search((mapping) => mapping.end > address);
  }

  #firstStartingAtOrAfter(address: number): number {
    return this.#search((mapping) => mapping.start >= address);
  }

  #search(holds: (mapping: Mapping) => boolean): number {
    let low = 0;
    let high = this.#mappings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const mapping = this.#mappings[middle];
      if (mapping !== undefined && holds(mapping)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function tail(old: Mapping, start: number): Mapping {
  return { ...old, start, fileOffset: old.fileOffset + start - old.start };
}
