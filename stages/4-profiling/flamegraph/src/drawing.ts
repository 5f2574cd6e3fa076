import { foldedText } from '@ai-perf/analysis-fold';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { clip, escapeTerminal } from '@ai-perf/core-text';
import { loadPageAssets } from '@ai-perf/sources-assets';
import { flamegraphHtml, profileFacts, treeFacts } from '@ai-perf/views-flamegraph-html';
import type { Fact } from '@ai-perf/views-flamegraph-html';
import { flamegraphSvg } from '@ai-perf/views-flamegraph-svg';
import type { Loaded } from './input.ts';
import type { Options } from './options.ts';

export type Format = 'svg' | 'html' | 'folded';

/** The document of one format as text. */
export async function draw(format: Format, loaded: Loaded, options: Options): Promise<Result<string>> {
  if (format === 'folded') return ok(foldedText(loaded.tree, { annotate: !options.plain }));
  const title = options.title ?? titleOf(loaded, options);
  if (format === 'svg') return ok(drawSvg(loaded, title, options));
  const assets = await loadPageAssets();
  if (!assets.ok) return assets;
  const { inverted } = options;
  return ok(flamegraphHtml(loaded.tree, { title, facts: factsOf(loaded), inverted }, assets.value));
}

function drawSvg({ tree, profile }: Loaded, title: string, options: Options): string {
  const { width, minwidth: minWidth, inverted } = options;
  const facts = new Map(profile === null ? [] : profileFacts(profile));
  const said = ['Event', 'Duration', 'Samples', 'Lost'].map((label) => `${label.toLowerCase()} ${facts.get(label)}`);
  return flamegraphSvg(tree, {
    title,
    width,
    minWidth,
    inverted,
    ...(profile === null ? {} : { subtitle: said.join(', ') }),
  });
}

const factsOf = ({ tree, profile }: Loaded): Fact[] =>
  profile === null ? treeFacts(tree) : [...profileFacts(profile), ...treeFacts(tree)];

// A command line may be as long as 128 KiB.
const titleCells = 100;

function titleOf({ profile }: Loaded, { input }: Options): string {
  if (profile !== null && profile.command.length > 0)
    return `Flame graph of ${clip(escapeTerminal(profile.command.join(' ')), titleCells)}`;
  return input === '-' ? 'Flame graph' : `Flame graph of ${input.slice(input.lastIndexOf('/') + 1)}`;
}
