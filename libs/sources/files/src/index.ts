// Files written whole or not at all, and read within bounds.
export { writeFileAtomically } from './write.ts';
export { readInput } from './read.ts';
export type { ReadLimits } from './read.ts';
export { fileProblem } from './file-problem.ts';
