// Branded quantities: every number carries its unit in its type.
export * from './quantities.ts';
export * from './convert.ts';
export * from './format.ts';
