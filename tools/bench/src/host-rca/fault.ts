// The contract of a fault: how it is started, what is true of it, and what proves that it acts.
import type { Result } from '@ai-perf/core-result';
import type { Seconds } from '@ai-perf/core-units';
import type { Build, Running, Session } from '@ai-perf/tools-workloads';
import type { Label, LabelCulprit } from './label.ts';

export type Intensity = 1 | 2 | 3;
export const intensities = [1, 2, 3] as const;

/** A number on the host that must move, read by the harness itself and not by the tools under test. */
export interface Signal {
  /** For people: `voluntary and forced switches of the pair`. */
  readonly name: string;
  readonly unit: string;
  /** `rate`: the counter grows by at least `least` a second. `level`: the value is at least `least`. */
  readonly kind: 'rate' | 'level';
  readonly least: number;
  read(): Promise<number>;
}

export const rateOf = (name: string, unit: string, least: number, read: () => Promise<number>): Signal => ({
  name, unit, kind: 'rate', least, read,
});

export interface Injected {
  readonly label: Label;
  readonly processes: readonly Running[];
  /** Null only for a healthy window, where there is nothing to prove. */
  readonly signal: Signal | null;
}

export interface Injection {
  readonly session: Session;
  readonly intensity: Intensity;
  /** How long the fault must be able to go on. It ends itself soon after, whatever happens to the harness. */
  readonly duration: Seconds;
}

export interface Fault {
  readonly id: string;
  readonly title: string;
  /** A problem says why it cannot be made here: a skip, not a miss. */
  inject(injection: Injection): Promise<Result<Injected>>;
}

/** Starts a workload that ends itself a little after the injection is due to end. */
export function startFault(
  injection: Injection,
  build: Omit<Build, 'framePointers'>,
  ...args: string[]
): Promise<Result<Running>> {
  const framePointers = injection.session.random() < 0.5;
  return injection.session.start({ ...build, framePointers }, `seconds=${Math.ceil(injection.duration) + 5}`, ...args);
}

export const processOf = (tgid: number): LabelCulprit => ({ kind: 'process', tgid });

/** The value for the intensity: the first is the mildest. */
export const graded = <T>(intensity: Intensity, values: readonly [T, T, T]): T => values[intensity - 1] as T;
