// Text tables for terminals: aligned, fitted to the width, hostile text escaped.
export { tableText } from './table.ts';
export type { Column } from './table.ts';
export { paint } from './paint.ts';
export type { Paint } from './paint.ts';
