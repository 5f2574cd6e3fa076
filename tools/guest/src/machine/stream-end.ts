/** Passes bytes on until `token` ends them, holding back only what may be the token's beginning. */
export class StreamEnd {
  #held: Buffer = Buffer.alloc(0);
  readonly #token: Buffer;
  readonly #pass: (bytes: Buffer) => void;
  readonly #ended: () => void;

  constructor(token: string, pass: (bytes: Buffer) => void, ended: () => void) {
    this.#token = Buffer.from(token);
    this.#pass = pass;
    this.#ended = ended;
  }

  push(bytes: Buffer): void {
    const all = Buffer.concat([this.#held, bytes]);
    const at = all.indexOf(this.#token);
    const upTo = at < 0 ? Math.max(0, all.length - this.#token.length) : at;
    if (upTo > 0) this.#pass(all.subarray(0, upTo));
    this.#held = at < 0 ? all.subarray(upTo) : Buffer.alloc(0);
    if (at >= 0) this.#ended();
  }

  /** What was held back when the stream ended without its token: the guest died. */
  flush(): void {
    if (this.#held.length > 0) this.#pass(this.#held);
    this.#held = Buffer.alloc(0);
  }
}
