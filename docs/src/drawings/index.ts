import type { Drawing } from './drawing.ts';
import { flameGraph } from './flame-graph.ts';
import { framePointers } from './frame-pointers.ts';
import { layers } from './layers.ts';
import { perfRing } from './perf-ring.ts';
import { prefixTree } from './prefix-tree.ts';
import { sampleRecord } from './sample-record.ts';

/** Every drawing of the site. `npm run draw -w docs` writes them to docs/drawings. */
export const drawings: readonly Drawing[] = [layers, perfRing, sampleRecord, framePointers, prefixTree, flameGraph];
