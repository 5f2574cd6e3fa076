import { defineTool } from '@ai-perf/core-cli';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { writeFileAtomically } from '@ai-perf/sources-files';
import { draw } from './drawing.ts';
import type { Format } from './drawing.ts';
import { loadInput } from './input.ts';
import type { Loaded } from './input.ts';
import { options } from './options.ts';
import type { Options } from './options.ts';
import { output } from './output.ts';
import type { Output } from './output.ts';
import { summaryOf } from './summary.ts';
import { renderText } from './text.ts';

export const tool = defineTool({
  name: 'flamegraph',
  summary: 'Draws a flame graph from a recorded profile or folded text',
  stage: 4,
  needs: [],
  cost: 'nothing on the host that is measured: it reads a file that exists',
  examples: [
    ['ai-perf flamegraph profile.json.gz --html graph.html', 'one page with zoom and search, to open offline'],
    ['ai-perf flamegraph profile.json --svg graph.svg --inverted', 'a picture without script, root on top'],
    ['ai-perf flamegraph profile.json', 'the heaviest stacks as text'],
    ['ai-perf flamegraph --reverse --space kernel profile.json', 'which kernel functions take the time, and for whom'],
  ],
  options,
  output,
  run: async (asked, io): Promise<Result<Output>> => {
    const loaded = await loadInput(asked, io.signal);
    if (!loaded.ok) return loaded;
    const document = asked.format === 'text' ? ok(null) : await draw(asked.format, loaded.value, asked);
    if (!document.ok) return document;
    const written = await writeAll(loaded.value, asked);
    if (!written.ok) return written;
    return ok({ ...summaryOf(loaded.value.tree), written: written.value, document: document.value });
  },
  render: {
    text: renderText,
    json: ({ document: _, ...figures }) => figures,
  },
});

// All is drawn before anything is written: what cannot be drawn leaves no file behind.
async function writeAll(loaded: Loaded, asked: Options): Promise<Result<Output['written']>> {
  const wanted = (['svg', 'html', 'folded'] as const).flatMap((format) => {
    const path = asked[format];
    return path === undefined ? [] : [{ format, path }];
  });
  const drawn: { format: Format; path: string; bytes: Uint8Array }[] = [];
  for (const { format, path } of wanted) {
    const text = await draw(format, loaded, asked);
    if (!text.ok) return text;
    drawn.push({ format, path, bytes: new TextEncoder().encode(text.value) });
  }
  for (const { path, bytes } of drawn) {
    const done = await writeFileAtomically(path, bytes);
    if (!done.ok) return err(done.problem);
  }
  return ok(drawn.map(({ format, path, bytes }) => ({ format, path, bytes: bytes.length })));
}
