// A flame graph as one offline HTML page, and the parts of it that other pages carry.
export { flamegraphHtml } from './flamegraph-html.ts';
export type { HtmlOptions } from './flamegraph-html.ts';
export { flameFragment } from './fragment.ts';
export type { FragmentOptions } from './fragment.ts';
export { factList, profileFacts, timeText, treeFacts } from './facts.ts';
export type { Fact } from './facts.ts';
export { pageDocument } from './document.ts';
export type { PageText } from './document.ts';
