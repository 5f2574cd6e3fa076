// The fault bench of one host, and paired measurements beside other tools.
export { catalogue, faultOf } from './host-rca/catalogue.ts';
export { injectCommand } from './host-rca/inject.ts';
export type { Fault, Injected, Injection, Intensity, Signal } from './host-rca/fault.ts';
export type { Label, LabelCulprit } from './host-rca/label.ts';
export { settle } from './host-rca/settle.ts';
export type { Proof } from './host-rca/settle.ts';
