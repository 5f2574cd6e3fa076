// A service with a planted lock convoy, and what the agent says of it.
export { demoCommand } from './demo.ts';
export { judge, refusedCalls } from './judge.ts';
export type { Judgement } from './judge.ts';
