// Reads call frame information: where a function's caller and its registers are.
export { Cursor } from './cursor.ts';
export { evaluate } from './expression.ts';
export type { ExpressionContext } from './expression.ts';
export { functionOffsets, readFunction } from './frame-entries.ts';
export type { CommonEntry, FrameSection, FunctionEntry } from './frame-entries.ts';
export { rowAt, rowsOf } from './frame-program.ts';
export type { LocatedRow } from './frame-program.ts';
export { commonEntries } from './function-index.ts';
export type { FrameHeaderSection } from './function-index.ts';
export { readPointer } from './pointer.ts';
export { register, registerCount, rule, stackPointerRow } from './row.ts';
export type { Row } from './row.ts';
export { UnwindTable } from './unwind-table.ts';
export type { UnwindSections } from './unwind-table.ts';
