import type { FacilityName } from '@ai-perf/core-cli';
import type { Problem } from '@ai-perf/core-result';
import { probePerfEvent } from '@ai-perf/sources-perf-event';
import type { PerfEventVerdict } from '@ai-perf/sources-perf-event';
import { works } from './report.ts';
import type { FacilityReport, State } from './report.ts';

/** What perf_event_open(2) gives this user: software events, hardware counters, tracepoints. */
export function probePerf(): readonly FacilityReport[] {
  const found = probePerfEvent();
  return [
    softwareEvents(found.software, [
      ['kernel code', found.kernel],
      ['the whole host', found.system],
    ]),
    oneEvent('perf-hardware', 'cycles and other hardware counters', found.hardware),
    oneEvent('tracepoint', 'sched:sched_switch', found.tracepoint),
  ];
}

function softwareEvents(
  own: PerfEventVerdict,
  parts: readonly (readonly [string, PerfEventVerdict])[],
): FacilityReport {
  const lacking = parts.filter(([, verdict]) => verdict.state !== 'works');
  const reason = reasonOf(own) ?? reasonOf(lacking[0]?.[1]);
  if (own.state !== 'works' || reason === null)
    return oneEvent('perf-event', 'own processes, kernel code, the whole host', own);
  const detail = `own processes, but not ${lacking.map(([name]) => name).join(' nor ')}: ${reason.why}`;
  return { facility: 'perf-event', state: 'degraded', detail, fix: reason.fix };
}

function oneEvent(facility: FacilityName, what: string, verdict: PerfEventVerdict): FacilityReport {
  const reason = reasonOf(verdict);
  if (reason === null) return works(facility, what);
  const state: State = verdict.state;
  return { facility, state, detail: `${reason.what}: ${reason.why}`, fix: reason.fix };
}

function reasonOf(verdict: PerfEventVerdict | undefined): Problem | null {
  if (verdict?.state === 'degraded') return verdict.how;
  return verdict?.state === 'impossible' ? verdict.why : null;
}
