// Whether the agent found what was planted. The demo knows the truth, so it can fail.
import type { Diagnosis, Verdict } from '@ai-perf/core-model';
import type { Sight } from '@ai-perf/tools-workloads';

export const planted = { function: 'post_to_ledger', hot: 'price_order' } as const;

export interface Judgement {
  readonly passed: boolean;
  readonly text: string;
}

/**
 * With full sight nothing less than the mutex and its function passes. Where calls are refused, the mutex alone, or an
 * abstention that says what is missing, is an honest end; another cause is not.
 */
export function judge(diagnosis: Diagnosis, sight: Sight): Judgement {
  const { verdict } = diagnosis;
  if (isLock(verdict) && verdict.site?.function === planted.function) {
    return { passed: true, text: `right: ${planted.function} holds the ledger's mutex while it waits for the journal` };
  }
  if (isFull(sight)) return wrong(verdict);
  return isLock(verdict) ? judgeUnnamed(diagnosis) : judgeAbstention(verdict);
}

function judgeUnnamed({ verdict, limits }: Diagnosis): Judgement {
  if (verdict.site?.function !== undefined || limits.length === 0) return wrong(verdict);
  return { passed: true, text: 'right as far as it can be seen here: the mutex, but not the function' };
}

function judgeAbstention(verdict: Verdict): Judgement {
  if (verdict.resource !== 'undecided' || verdict.wouldNeed.length === 0) return wrong(verdict);
  return { passed: true, text: 'undecided, and says what it would need' };
}

const isLock = ({ resource, mechanism }: Verdict): boolean => resource === 'lock' && mechanism === 'mutex';

function wrong({ resource, mechanism, site }: Verdict): Judgement {
  const said = `${resource}/${mechanism}${site?.function === undefined ? '' : ` in ${site.function}`}`;
  return { passed: false, text: `wrong: planted is lock/mutex in ${planted.function}, said ${said}` };
}

const isFull = ({ uid, perf, perfKernel, ptrace, processMemory }: Sight): boolean =>
  uid === 0 && [perf, perfKernel, ptrace, processMemory].every((errno) => errno === 0);

const calls = [
  ['perf', 'samples of user code (perf_event_open)'],
  ['perfKernel', 'samples of kernel code (perf_event_open)'],
  ['bpf', 'kernel events in full (bpf)'],
  ['ptrace', 'system calls one by one (ptrace)'],
  ['processMemory', 'memory of other processes (process_vm_readv)'],
] as const;

/** What was refused here, in words. */
export const refusedCalls = (sight: Sight): readonly string[] =>
  calls.filter(([call]) => sight[call] !== 0).map(([, words]) => words);
