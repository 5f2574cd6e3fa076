// Small programs that know their own truth, and how to build, start and stop them.
export { compile } from './compile.ts';
export type { Build } from './compile.ts';
export { pick, randomName, seededRandom } from './random.ts';
export type { Random } from './random.ts';
export { startProgram } from './running.ts';
export type { End, Running, Start } from './running.ts';
export { openSession } from './session.ts';
export type { Installed, Session } from './session.ts';
export { bundleSource } from './bundle-source.ts';
export { probeSight } from './sight.ts';
export type { Sight } from './sight.ts';
