// The fault bench of one host, and paired measurements beside other tools.
export { catalogue, faultOf } from './host-rca/catalogue.ts';
export { injectCommand } from './host-rca/inject.ts';
export type { Fault, Injected, Injection, Intensity, Signal } from './host-rca/fault.ts';
export type { Label, LabelCulprit } from './host-rca/label.ts';
export { settle } from './host-rca/settle.ts';
export type { Proof } from './host-rca/settle.ts';
export { scoreDiagnosis } from './host-rca/score.ts';
export type { Score } from './host-rca/score.ts';
export { hostRcaCommand, runBench } from './host-rca/run/bench.ts';
export { parseBenchOptions } from './host-rca/run/options.ts';
export type { BenchOptions } from './host-rca/run/options.ts';
export type { CaseEnd, CaseResult } from './host-rca/run/case.ts';
export { interleave } from './paired/interleave.ts';
export type { Series, Subject } from './paired/interleave.ts';
export { summarise } from './paired/summary.ts';
export type { Summary } from './paired/summary.ts';
export { columnsText } from './text/columns.ts';
export type { Column } from './text/columns.ts';
