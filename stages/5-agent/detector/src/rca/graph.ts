import type { Dependency } from '@ai-perf/analysis-causes';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Bytes } from '@ai-perf/core-units';
import { readInput } from '@ai-perf/sources-files';
import { cellsOf } from '@ai-perf/sources-series-files';
import { z } from 'zod';

const edges = z.array(z.object({ from: z.string().min(1), to: z.string().min(1) }));
const graph = z.union([edges, z.object({ edges }).transform((found) => found.edges)]);

/** Reads who waits for whom: CSV with the columns from,to, or JSON `[{"from","to"}]` or `{"edges":[...]}`. */
export async function readGraph(path: string, signal: AbortSignal): Promise<Result<readonly Dependency[]>> {
  const read = await readInput(path, { bytes: limit, signal });
  if (!read.ok) return read;
  const text = new TextDecoder().decode(read.value).replace(/^\uFEFF/, '');
  const found = /^\s*[[{]/.test(text) ? fromJson(text) : fromCsv(text);
  return found === null ? err(unusable(path)) : ok(found);
}

// A million edges.
const limit = as<Bytes>(64_000_000);

function fromJson(text: string): readonly Dependency[] | null {
  try {
    const judged = graph.safeParse(JSON.parse(text));
    return judged.success ? judged.data : null;
  } catch {
    return null;
  }
}

function fromCsv(text: string): readonly Dependency[] | null {
  const [header, ...rows] = text.split('\n').filter((line) => line.trim() !== '').map(cellsOf);
  const [from, to] = [header?.indexOf('from') ?? -1, header?.indexOf('to') ?? -1];
  if (from < 0 || to < 0) return null;
  const found = rows.map((cells) => ({ from: cells[from] ?? '', to: cells[to] ?? '' }));
  return found.every((edge) => edge.from !== '' && edge.to !== '') ? found : null;
}

const unusable = (path: string): ReturnType<typeof usageProblem> =>
  usageProblem('wrong-graph', {
    what: `cannot use the graph ${path}`,
    why: 'it has neither the columns from,to nor a list of {"from","to"} in JSON',
    fix: 'write one line an edge, "web,db" where web waits for db, below the header from,to',
  });
