// Judges what was observed on a host: rules, candidates, verdict.
export { judge, closeUpsFor } from './judge/judge.ts';
export type { CloseUpRequest, Judgement } from './judge/judge.ts';
export type { CloseUp, CloseUpEvent, Observation, PeerLink, Scope } from './observation.ts';
export type { Accusation, Proof, Rule } from './rule.ts';
export { rules } from './rule-list.ts';
export { countStacks } from './stacks/from-profile.ts';
export type { CountedStack, StackCounts, StackFrame } from './stacks/stack-counts.ts';
export { shellWord } from './proofs.ts';
export { thresholds } from './thresholds.ts';
