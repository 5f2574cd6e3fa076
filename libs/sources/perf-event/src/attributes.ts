import { readFormatBit, sampleBit, x86UserRegisters } from '@ai-perf/core-wire';
import type { EventLayout } from '@ai-perf/core-wire';
import type { NamedEvent } from './event-name.ts';
import type { CallGraph, SamplingRate } from './sampling-request.ts';

/** PERF_ATTR_SIZE_VER5: all that is set here, and known to every kernel since 4.8. */
const attrSize = 112;
const clockMonotonic = 1;

/** Bits of the flags word of `perf_event_attr`. see: include/uapi/linux/perf_event.h */
const flag = {
  disabled: 1n << 0n,
  inherit: 1n << 1n,
  excludeUser: 1n << 4n,
  excludeKernel: 1n << 5n,
  excludeHypervisor: 1n << 6n,
  excludeIdle: 1n << 7n,
  mmap: 1n << 8n,
  comm: 1n << 9n,
  frequency: 1n << 10n,
  enableOnExec: 1n << 12n,
  task: 1n << 13n,
  watermark: 1n << 14n,
  sampleIdAll: 1n << 18n,
  excludeChainKernel: 1n << 21n,
  excludeChainUser: 1n << 22n,
  mmap2: 1n << 23n,
  commExec: 1n << 24n,
  useClockId: 1n << 25n,
} as const;

/** All that the attributes of one event are made from. */
export interface AttributePlan {
  readonly event: NamedEvent;
  readonly rate: SamplingRate;
  readonly callGraph: CallGraph;
  /** Tells mappings, names, forks and exits; one event of a session does. */
  readonly tracksTasks: boolean;
  /** Counts from the exec of the process on; else from the opening on. */
  readonly enableOnExec: boolean;
  readonly inherit: boolean;
  readonly withoutKernel: boolean;
  /** PERF_FORMAT_LOST, Linux 6.0 and newer. */
  readonly readsLost: boolean;
}

/** Where the kernel puts what in the records of such an event. */
export function layoutOf(plan: AttributePlan): EventLayout {
  return {
    sampleType: sampleTypeOf(plan.callGraph),
    readFormat: readFormatOf(plan),
    branchSampleType: 0,
    registersUser: plan.callGraph.kind === 'stack-copy' ? x86UserRegisters.mask : 0n,
    sampleIdAll: true,
  };
}

/** The bytes of `struct perf_event_attr`. */
export function packAttributes(plan: AttributePlan): Uint8Array {
  const bytes = new Uint8Array(attrSize);
  const view = new DataView(bytes.buffer);
  const layout = layoutOf(plan);
  view.setUint32(0, plan.event.type, true);
  view.setUint32(4, attrSize, true);
  view.setBigUint64(8, plan.event.config, true);
  view.setBigUint64(16, BigInt(plan.rate.kind === 'frequency' ? plan.rate.hertz : plan.rate.events), true);
  view.setBigUint64(24, BigInt(layout.sampleType), true);
  view.setBigUint64(32, BigInt(layout.readFormat), true);
  view.setBigUint64(40, flagsOf(plan), true);
  view.setBigUint64(80, layout.registersUser, true);
  view.setUint32(88, plan.callGraph.kind === 'stack-copy' ? plan.callGraph.bytes : 0, true);
  view.setInt32(92, clockMonotonic, true);
  return bytes;
}

function sampleTypeOf(callGraph: CallGraph): number {
  const { identifier, ip, tid, time, cpu, period, callChain, registersUser, stackUser } = sampleBit;
  const always = identifier | ip | tid | time | cpu | period;
  if (callGraph.kind === 'none') return always;
  return always | callChain | (callGraph.kind === 'stack-copy' ? registersUser | stackUser : 0);
}

const readFormatOf = ({ readsLost }: AttributePlan): number =>
  readFormatBit.timeEnabled | readFormatBit.timeRunning | readFormatBit.id | (readsLost ? readFormatBit.lost : 0);

function flagsOf(plan: AttributePlan): bigint {
  const { event, callGraph } = plan;
  // A watermark of 0 bytes means half of the ring. see: ring_buffer_init()
  const chosen: readonly (readonly [boolean, bigint])[] = [
    [true, flag.watermark | flag.sampleIdAll | flag.useClockId | flag.excludeIdle],
    [plan.enableOnExec, flag.disabled | flag.enableOnExec],
    [plan.inherit, flag.inherit],
    [plan.rate.kind === 'frequency', flag.frequency],
    [plan.tracksTasks, flag.mmap | flag.mmap2 | flag.comm | flag.commExec | flag.task],
    [plan.withoutKernel || event.userOnly, flag.excludeKernel | flag.excludeHypervisor],
    [plan.withoutKernel, flag.excludeChainKernel],
    [event.kernelOnly, flag.excludeUser],
    [callGraph.kind === 'stack-copy', flag.excludeChainUser],
  ];
  return chosen.reduce((flags, [wanted, bits]) => (wanted ? flags | bits : flags), 0n);
}
