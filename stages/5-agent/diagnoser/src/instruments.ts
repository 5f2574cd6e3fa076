import type { HostSnapshot, TaskWatch } from '@ai-perf/core-model';
import type { Result } from '@ai-perf/core-result';
import type { Milliseconds } from '@ai-perf/core-units';
import type { PeerLinks } from '@ai-perf/collector';
import type { Recording, RecordRequest } from '@ai-perf/sampler';

/** The measurements that a diagnosis is made of, injected so that a test can play a host. */
export interface Instruments {
  snapshot(): HostSnapshot;
  /** Looks at the threads of these processes again and again until `signal` is aborted. */
  watch(tgids: readonly number[], signal: AbortSignal): Promise<TaskWatch>;
  /** Which of these processes hold ends of the same pipe, socket or eventfd. */
  links(tgids: readonly number[]): PeerLinks;
  /** Samples until `signal` is aborted or the request's own end. */
  record(request: RecordRequest, signal: AbortSignal): Promise<Result<Recording>>;
  /** Whether this user may sample that process. */
  mayRecord(tgid: number): boolean;
  /** Ends early when the signal is aborted; never rejects. */
  pause(time: Milliseconds, signal: AbortSignal): Promise<void>;
}
