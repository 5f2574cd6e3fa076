// Measures several things side by side in one run: on a shared machine only such pairs can be compared.

export interface Subject<Value extends number> {
  readonly name: string;
  /** Runs once and gives its cost. */
  run(): Promise<Value>;
}

/** One subject's values, by round: values of the same index were taken within the same moments. */
export interface Series<Value extends number> {
  readonly name: string;
  readonly values: readonly Value[];
}

/**
 * Runs every subject once in each round. Each round starts with another subject, so that none always runs in the wake
 * of the same neighbour. The first round only warms caches and is not counted. An abort ends it after a whole round.
 */
export async function interleave<Value extends number>(
  subjects: readonly Subject<Value>[],
  rounds: number,
  stop: AbortSignal,
): Promise<readonly Series<Value>[]> {
  const taken = subjects.map(({ name }) => ({ name, values: [] as Value[] }));
  for (let round = 0; round <= rounds && !stop.aborted; round++) {
    const values = await runRound(subjects, round);
    if (round > 0) values.forEach((value, at) => taken[at]?.values.push(value));
  }
  return taken;
}

async function runRound<Value extends number>(subjects: readonly Subject<Value>[], round: number): Promise<Value[]> {
  const values: Value[] = [];
  for (let i = 0; i < subjects.length; i++) {
    const at = (i + round) % subjects.length;
    const subject = subjects[at];
    if (subject !== undefined) values[at] = await subject.run();
  }
  return values;
}
