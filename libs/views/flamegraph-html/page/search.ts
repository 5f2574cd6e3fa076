import type { DrawnTree } from '../src/flame-data.ts';

export interface Matches {
  readonly rows: ReadonlySet<number>;
  /** Weight of the matched boxes, each sample once: a match above a match adds nothing. */
  readonly weight: number;
}

/** Rows whose function or module holds `term`, or matches it when it is written `/pattern/`; null: not a pattern. */
export function matchesOf(tree: DrawnTree, term: string): Matches | null {
  const wanted = testerOf(term);
  if (wanted === null) return null;
  const frames = tree.frames.map(({ name, module }) => wanted(name) || (module !== null && wanted(module)));
  const rows = new Set<number>();
  const covered = new Uint8Array(tree.frame.length);
  let weight = 0;
  tree.frame.forEach((id, row) => {
    const below = covered[tree.parent[row] ?? -1] === 1;
    const found = frames[id] === true;
    if (found) rows.add(row);
    if (found && !below) weight += tree.total[row] ?? 0;
    covered[row] = below || found ? 1 : 0;
  });
  return { rows, weight };
}

function testerOf(term: string): ((text: string) => boolean) | null {
  const pattern = /^\/(.+)\/$/.exec(term)?.[1];
  if (pattern === undefined) {
    const plain = term.toLowerCase();
    return (text) => text.toLowerCase().includes(plain);
  }
  try {
    const expression = new RegExp(pattern, 'iu');
    return (text) => expression.test(text);
  } catch {
    return null;
  }
}
