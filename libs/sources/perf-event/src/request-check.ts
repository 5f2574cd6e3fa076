import { problem, usageProblem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';
import { readOnlineCpus } from './kernel-settings.ts';
import type { SamplingRequest } from './sampling-request.ts';

const usualRingPages = { chains: 128, stackCopies: 1024 } as const;

/** Pages of a ring when none are asked for: perf's size for chains; stack copies are some hundred times larger. */
export const ringPagesOf = ({ callGraph, ringPages }: SamplingRequest): number =>
  ringPages ?? (callGraph.kind === 'stack-copy' ? usualRingPages.stackCopies : usualRingPages.chains);

/** The CPUs to open events on. */
export function cpusOf({ cpus }: Pick<SamplingRequest, 'cpus'>): readonly number[] {
  const online = readOnlineCpus();
  return cpus === undefined ? online : online.filter((cpu) => cpus.includes(cpu));
}

/** What cannot work whatever the rights; null when nothing speaks against it. */
export function checkRequest({ callGraph, ringPages, cpus }: SamplingRequest): Problem | null {
  if (callGraph.kind === 'stack-copy' && process.arch !== 'x64') {
    return problem('stack-copy-machine', {
      what: 'cannot take stack copies',
      why: `they are unwound for x86-64 only, and this is ${process.arch}`,
      fix: 'use --call-graph fp',
    });
  }
  if (cpus !== undefined && cpusOf({ cpus }).length === 0) {
    return usageProblem('cpus-off', {
      what: `cannot sample CPU ${cpus.join(', ')}`,
      why: 'none of these is on',
      fix: `use some of ${readOnlineCpus().join(', ')}`,
    });
  }
  if (ringPages === null || (ringPages > 0 && Number.isInteger(Math.log2(ringPages)))) return null;
  return usageProblem('ring-pages', {
    what: `cannot use a ring of ${ringPages} pages`,
    why: 'the kernel wants a power of two',
    fix: `use ${2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, ringPages))))}`,
  });
}

/** A note when the kernel granted so small a ring that samples may be lost. */
export function ringNotes({ ringPages }: SamplingRequest, granted: number): readonly Problem[] {
  if (granted >= (ringPages ?? usualRingPages.chains)) return [];
  const note = problem('ring-smaller', {
    what: `each CPU's ring has ${granted} pages: samples may be lost`,
    why: 'the kernel allows this user no more locked memory',
    fix: 'sudo sysctl kernel.perf_event_mlock_kb shows the limit; -m asks for a size',
  });
  return [note];
}

/** A note when some of the asked processes were not there. */
export function goneNotes(gone: readonly number[]): readonly Problem[] {
  if (gone.length === 0) return [];
  const note = problem('target-gone', {
    what: `${gone.join(', ')} is not sampled`,
    why: 'it does not exist, has ended, or is hidden from this user',
    fix: 'ps -e lists processes',
  });
  return [note];
}

/** A note when the mappings of some processes could not be read. */
export function hiddenNotes(hidden: number): readonly Problem[] {
  if (hidden === 0) return [];
  const note = problem('maps-hidden', {
    what: `addresses of ${hidden} ${hidden === 1 ? 'process' : 'processes'} stay without names`,
    why: 'they belong to other users, and this one may not read their mappings',
    fix: 'run it as root',
  });
  return [note];
}
