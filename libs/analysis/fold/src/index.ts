// Turns a profile into stacks that can be drawn: folded text, one flame tree, top functions.
export type { Account, BoxTable, Drop, FlameFrame, FlameKind, FlameTree } from './flame-tree.ts';
export { frameOf, totalWeight } from './flame-tree.ts';
export { checkProfile } from './check-profile.ts';
export { flameTreeOfProfile } from './profile-tree.ts';
export type { TreeOptions } from './profile-tree.ts';
export type { SampleFilter } from './sample-filter.ts';
export { flameTreeOfFolded } from './folded-read.ts';
export type { FoldedReadOptions } from './folded-read.ts';
export { foldedText, namesOf, pathOf } from './folded-write.ts';
export type { FoldedOptions } from './folded-write.ts';
export { hotPath, topFunctions } from './top-functions.ts';
export type { FunctionWeight, HotFrame } from './top-functions.ts';
export { pruneTree } from './prune.ts';
export type { PruneLimits, PrunedTree } from './prune.ts';
export { colourOf, legend } from './colour.ts';
export { countText, moduleText, rowText, weightText } from './weight-text.ts';
