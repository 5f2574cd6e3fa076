// Profiles whose truth is known, for the tests of this package and of the views.
export { profileOfStacks } from './profile-of-stacks.ts';
export type { TestFrame, TestStack } from './profile-of-stacks.ts';
export { hostileNames, randomStacks, seeded } from './random-stacks.ts';
