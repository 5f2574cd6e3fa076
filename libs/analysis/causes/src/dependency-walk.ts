/** `from` waits for, calls or runs on `to`: when `to` is slow, `from` is. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
}

const rounds = 100;
const restart = 0.15;

/**
 * Share of a walk that each component gets, the shares adding up to 1: it starts where something moved, goes to what
 * that depends on as far as that moved as well, and stays where nothing below moved more. No edge is guessed.
 * see: Kim et al. 2013 (MonitorRank) for the walk; Page et al. 1999 for the restart
 */
export function walkToCauses(
  moved: ReadonlyMap<string, number>,
  dependencies: readonly Dependency[],
): ReadonlyMap<string, number> {
  const names = [...moved.keys()];
  const place = new Map(names.map((name, at) => [name, at]));
  const weights = Float64Array.from(names, (name) => moved.get(name) ?? 0);
  const start = normalised(weights);
  const edges = names.map((_, at) => outgoing(at, weights));
  for (const { from, to } of dependencies) {
    const [a, b] = [place.get(from), place.get(to)];
    if (a !== undefined && b !== undefined && a !== b) edges[a]?.push([b, weights[b] as number]);
  }
  let share = start;
  for (let round = 0; round < rounds; round++) share = step(share, start, edges);
  return new Map(names.map((name, at) => [name, share[at] as number]));
}

type Edge = [to: number, weight: number];

const outgoing = (at: number, weights: Float64Array): Edge[] => [[at, weights[at] as number]];

function step(share: Float64Array, start: Float64Array, edges: readonly (readonly Edge[])[]): Float64Array {
  const next = start.map((value) => restart * value);
  for (const [at, out] of edges.entries()) {
    const total = out.reduce((sum, [, weight]) => sum + weight, 0);
    const leaving = (1 - restart) * (share[at] as number);
    for (const [to, weight] of out) {
      const part = total > 0 ? weight / total : 1 / out.length;
      next[to] = (next[to] as number) + leaving * part;
    }
  }
  return next;
}

function normalised(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}
