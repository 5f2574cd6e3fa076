import { escapeTerminal } from '@ai-perf/core-text';
import { toolEntries } from './registry.ts';

const stageTitles = ['', 'Foundations', 'Kernel tracing', 'eBPF', 'Profiling', 'The agent'] as const;

/** The page of `ai-perf --help`: every verb under its stage, each line from the tool's own summary. */
export async function overview(): Promise<string> {
  const rows = await Promise.all(
    toolEntries.map(async (entry) => ({
      stage: entry.stage,
      verbs: entry.verbs.join(', '),
      summary: (await entry.load()).summary,
    })),
  );
  const width = Math.max(...rows.map((row) => row.verbs.length));
  const stages = [...new Set(rows.map((row) => row.stage))].sort();
  const blocks = stages.map((stage) => {
    const lines = rows
      .filter((row) => row.stage === stage)
      .map((row) => `  ${row.verbs.padEnd(width)}  ${row.summary}`);
    return [`${stage} ${stageTitles[stage]}`, ...lines].join('\n');
  });
  const footer = "ai-perf VERB --help shows a verb's options; ai-perf doctor says what works on this host.";
  return `${['Usage: ai-perf VERB [options]', ...blocks, footer].join('\n\n')}\n`;
}

/** Message for a verb that does not exist, with the nearest one that does. */
export function unknownVerb(verb: string): string {
  const verbs = toolEntries.flatMap((entry) => entry.verbs);
  const near = verbs.filter((known) => editDistance(known, verb) <= 2);
  const next = near.length > 0 ? `ai-perf ${near[0]}` : 'ai-perf --help';
  return `ai-perf: unknown verb ${escapeTerminal(verb)}: there are ${verbs.join(', ')}\n  try: ${next}\n`;
}

// Levenshtein's distance with one row; the verbs are short.
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
