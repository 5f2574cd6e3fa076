import type { FlameTree } from '@ai-perf/analysis-fold';
import type { PageAssets } from '@ai-perf/core-model';
import { escapeHtml } from '@ai-perf/core-text';
import { pageDocument } from './document.ts';
import { factList } from './facts.ts';
import type { Fact } from './facts.ts';
import { flameFragment } from './fragment.ts';

export interface HtmlOptions {
  readonly title?: string;
  /** The head of the page; see `profileFacts` and `treeFacts`. */
  readonly facts: readonly Fact[];
  /** Root on top. */
  readonly inverted?: boolean;
}

/** The page as text: one file, offline, the same bytes for the same input. */
export function flamegraphHtml(tree: FlameTree, options: HtmlOptions, assets: PageAssets): string {
  const title = options.title ?? 'Flame graph';
  const body = `<main class="page">
<header><h1>${escapeHtml(title)}</h1>
${factList(options.facts)}</header>
${flameFragment(tree, { inverted: options.inverted ?? false })}
</main>`;
  return pageDocument({ title, body, styles: [assets.style], scripts: [assets.script] });
}
