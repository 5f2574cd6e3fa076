// Decodes system calls: names, arguments, structures, errors, and strace's text of them.
export { defaultStyle } from './call.ts';
export type { DecodeStyle, TracedCall } from './call.ts';
export { CallDecoder, callName, callNumbersByName, errorName } from './decoder.ts';
export { callsOf } from './call-sets.ts';
export { CallCounts, countsText } from './counts.ts';
export type { CallCount, CountOrder } from './counts.ts';
export { defaultLineStyle } from './line-style.ts';
export type { LineStyle } from './line-style.ts';
export { TraceText } from './trace-text.ts';
export type { LineFilter, TraceTextOptions } from './trace-text.ts';
export { signalName } from './signals.ts';
export { errorNumber, signalNumber } from './names.ts';
