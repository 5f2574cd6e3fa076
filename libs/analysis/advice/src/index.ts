// Turns a verdict into recommendations that can be verified.
export { adviseOn } from './advise.ts';
export type { Advice, Case, Remedy } from './advice.ts';
