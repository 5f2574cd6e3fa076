import { seededNormal, seededUniform } from '@ai-perf/analysis-stats';

/** A series whose anomalies are known because we put them there. */
export interface LabelledSeries {
  readonly name: string;
  readonly values: Float64Array;
  /** First and last index of each anomaly, both inside. */
  readonly anomalies: readonly (readonly [from: number, to: number])[];
}

export const points = 4000;
// Late enough that every channel has learnt something, and none at a multiple of a cycle.
const onsets = [1511, 2305, 3203] as const;

type Shape = (seed: number) => () => number;

/** Six kinds of stationary noise: what a healthy metric may look like. */
export const noiseShapes: Readonly<Record<string, Shape>> = {
  normal: seededNormal,
  uniform: seededUniform,
  exponential: (seed) => mapped(seededUniform(seed), (u) => -Math.log(1 - u)),
  lognormal: (seed) => mapped(seededNormal(seed), (z) => Math.exp(z)),
  'student-3': studentThree,
  autoregressive: (seed) => {
    const normal = seededNormal(seed);
    let state = 0;
    return () => (state = 0.7 * state + normal());
  },
};

const mapped = (source: () => number, change: (value: number) => number) => (): number => change(source());

// Student's t with three degrees of freedom: a normal over the root of a chi-squared mean.
function studentThree(seed: number): () => number {
  const normal = seededNormal(seed);
  return () => {
    const top = normal();
    const squares = normal() ** 2 + normal() ** 2 + normal() ** 2;
    return top / Math.sqrt(squares / 3);
  };
}

type Base = (seed: number) => Float64Array;

const generated = (next: (index: number) => number): Float64Array =>
  Float64Array.from({ length: points }, (_, index) => next(index));

const noise = (shape: string, level = 50): Base => (seed) => {
  const next = (noiseShapes[shape] as Shape)(seed);
  return generated(() => level + next());
};

const daily: Base = (seed) => {
  const normal = seededNormal(seed);
  return generated((i) => 50 + 10 * Math.sin((2 * Math.PI * i) / 288) + normal());
};

const counts: Base = (seed) => {
  const uniform = seededUniform(seed);
  return generated(() => Math.floor(4 * uniform()) + (uniform() < 0.1 ? 3 : 0));
};

const wandering: Base = (seed) => {
  const normal = seededNormal(seed);
  let level = 500;
  return generated(() => (level += 0.5 * normal()));
};

const rare: Base = (seed) => {
  const uniform = seededUniform(seed);
  return generated(() => (uniform() < 0.03 ? 1 + Math.floor(3 * uniform()) : 0));
};

type Change = (values: Float64Array, from: number) => number;

const spike: Change = (values, from) => ((values[from] = (values[from] as number) + 15), from);
const span = (length: number, change: (value: number, at: number) => number): Change => (values, from) => {
  for (let at = 0; at < length; at++) values[from + at] = change(values[from + at] as number, at);
  return from + length - 1;
};
const step = span(200, (value) => value + 5);
const drift = span(300, (value, at) => value + at / 20);
const loud = (level: number): Change => span(100, (value) => level + 4 * (value - level));
const still = (level: number): Change => span(100, () => level);
const gap: Change = span(60, () => NaN);
const restart: Change = span(20, () => 0);

function planted(name: string, base: Base, change: Change): (seed: number) => LabelledSeries {
  return (seed) => {
    const values = base(seed);
    const anomalies = onsets.map((from) => [from, change(values, from)] as const);
    return { name, values, anomalies };
  };
}

const healthy = (name: string, base: Base, change?: Change) => (seed: number): LabelledSeries => {
  const values = base(seed);
  for (const from of change === undefined ? [] : onsets) change?.(values, from);
  return { name, values, anomalies: [] };
};

/** Every kind of series of the table, each a function of a seed. */
export const kinds: readonly ((seed: number) => LabelledSeries)[] = [
  planted('spike', noise('normal'), spike),
  planted('spike in heavy tails', noise('student-3'), span(1, (value) => value + 80)),
  planted('spike on a random walk', wandering, spike),
  planted('spike in rare events', rare, span(1, () => 40)),
  planted('spike on counts', counts, span(2, (value) => value + 30)),
  planted('step', noise('normal'), step),
  planted('drift', noise('normal'), drift),
  planted('louder noise', noise('normal'), loud(50)),
  planted('stands still', noise('normal'), still(50)),
  planted('restart', noise('normal', 500), restart),
  planted('off its daily cycle', daily, span(12, (value) => value + 9)),
  planted('spike on a cycle', daily, spike),
  healthy('constant', () => generated(() => 7)),
  healthy('gaps', noise('normal'), gap),
  healthy('daily cycle', daily),
  healthy('random walk', wandering),
  healthy('counts', counts),
  healthy('rare events', rare),
  ...Object.keys(noiseShapes).map((shape) => healthy(`${shape} noise`, noise(shape))),
];
