// Where a series became another one: segmentation and before/after comparison.
export * from './compare.ts';
export * from './noise.ts';
export * from './pelt.ts';
export { changePoints } from './segments.ts';
