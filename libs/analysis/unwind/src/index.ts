// Walks a copied user stack by call frame information, by frame pointers where there is none.
export { unwindUserStack } from './unwinder.ts';
export type { CodeAt, StackEnd, UnwoundFrame, UnwoundStack } from './unwinder.ts';
