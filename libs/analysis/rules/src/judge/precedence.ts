// How accusations stand to each other.
import type { Mechanism, Resource } from '@ai-perf/core-model';

export type Cause = `${Resource}/${Mechanism}`;

/**
 * How surely the full sign of a mechanism is a fault. What only ever happens by mistake or by a limit is 0.9 and more;
 * what a program may do on purpose is less: a batch job spins, a build fills the run queue. The order decides between
 * culprits of unlike mechanisms; between accusations of one culprit `explains` decides.
 */
const weights: Partial<Record<Cause, number>> = {
  'cpu/quota': 0.95,
  'descriptor/leak': 0.95,
  'lock/mutex': 0.9,
  'disk/fsync-storm': 0.9,
  'scheduler/ping-pong': 0.85,
  'file/tiny-writes': 0.85,
  'memory/leak': 0.8,
  'memory/minor-faults': 0.8,
  'cpu/run-queue': 0.7,
  'cpu/spin': 0.55,
};
const ordinary = 0.7;

/** Below it a sign stays a candidate: too much honest work, unless it is very much, is a busy host and no fault. */
export const leastScore = 0.35;

export const weightOf = (cause: Cause): number => weights[cause] ?? ordinary;

/**
 * A special cause makes the general ones that are only its shadow: whoever writes single bytes all day also uses a
 * whole CPU, and need not be called a spinner as well. Holds only where the culprits are the same.
 */
const shadows: Partial<Record<Cause, readonly Cause[]>> = {
  'cpu/quota': ['cpu/run-queue', 'cpu/spin'],
  'cpu/run-queue': ['cpu/spin'],
  'lock/mutex': ['cpu/run-queue', 'cpu/spin', 'scheduler/ping-pong'],
  'scheduler/ping-pong': ['cpu/run-queue', 'cpu/spin', 'file/tiny-writes'],
  'descriptor/leak': ['cpu/spin', 'memory/leak'],
  'memory/leak': ['cpu/spin', 'memory/minor-faults'],
  'memory/minor-faults': ['cpu/run-queue', 'cpu/spin'],
  'disk/fsync-storm': ['cpu/spin', 'file/tiny-writes', 'scheduler/ping-pong'],
  'file/tiny-writes': ['cpu/run-queue', 'cpu/spin'],
};

export const explains = (special: Cause, general: Cause): boolean => shadows[special]?.includes(general) ?? false;
