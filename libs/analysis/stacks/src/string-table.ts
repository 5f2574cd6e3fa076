import type { StringId } from '@ai-perf/core-model';

/** Each text once, numbered in the order of its first use. */
export class StringTable {
  readonly #ids = new Map<string, StringId>();

  id(text: string): StringId {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#ids.size as StringId;
    this.#ids.set(text, id);
    return id;
  }

  list(): string[] {
    return [...this.#ids.keys()];
  }
}
