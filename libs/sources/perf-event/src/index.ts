// Samples of perf events as batches in time order.
export { openSampling } from './open-sampling.ts';
export { SamplingSession } from './sampling-session.ts';
export { probePerfEvent } from './probe.ts';
export type { PerfEventProbe, PerfEventVerdict } from './probe.ts';
export type { EventCount } from './event-set.ts';
export type { CallGraph, SampledEvent, SamplingRate, SamplingRequest, SamplingTarget } from './sampling-request.ts';
