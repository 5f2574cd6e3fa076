/** Binary heap that gives back the entry with the highest age first. */
export class AgeHeap<T extends { readonly age: number }> {
  readonly #entries: T[] = [];

  peek(): T | undefined {
    return this.#entries[0];
  }

  push(entry: T): void {
    const entries = this.#entries;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#age(parent) >= entry.age) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): void {
    const last = this.#entries.pop();
    if (last === undefined || this.#entries.length === 0) return;
    this.#entries[0] = last;
    this.#sink();
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const older = this.#age(left + 1) > this.#age(left) ? left + 1 : left;
      if (this.#age(older) <= this.#age(at)) return;
      this.#swap(at, older);
      at = older;
    }
  }

  #age(at: number): number {
    return this.#entries[at]?.age ?? -1;
  }

  #swap(one: number, other: number): void {
    const a = this.#entries[one];
    const b = this.#entries[other];
    if (a === undefined || b === undefined) return;
    this.#entries[one] = b;
    this.#entries[other] = a;
  }
}
