// Streaming state as a flat list of doubles: what is restored is what was saved, bit for bit.

/** Anything that learns from a stream and must survive a restart. */
export interface Stateful {
  save(to: StateWriter): void;
  /** Reads exactly what `save` wrote. The object must have been made with the same configuration. */
  restore(from: StateReader): void;
}

export class StateWriter {
  private readonly parts: number[] = [];

  number(value: number): void {
    this.parts.push(value);
  }

  array(values: Float64Array): void {
    for (const value of values) this.parts.push(value);
  }

  /** Eight bytes a number in the byte order of the machine: -0, infinities and NaN come back as they were. */
  bytes(): Uint8Array {
    return new Uint8Array(Float64Array.from(this.parts).buffer);
  }
}

export class StateReader {
  private position = 0;
  private readonly numbers: Float64Array;

  constructor(bytes: Uint8Array) {
    this.numbers = new Float64Array(bytes.slice().buffer);
  }

  number(): number {
    const value = this.numbers[this.position++];
    if (value === undefined) throw new RangeError('the saved state is shorter than the detector that reads it');
    return value;
  }

  array(into: Float64Array): void {
    for (let index = 0; index < into.length; index++) into[index] = this.number();
  }

  /** True when everything was read. */
  get ended(): boolean {
    return this.position === this.numbers.length;
  }
}

/** The saved bytes of one object. */
export function saveState(of: Stateful): Uint8Array {
  const writer = new StateWriter();
  of.save(writer);
  return writer.bytes();
}
