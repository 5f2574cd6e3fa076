// The table that the bench prints, and its closing line.
import type { Culprit, Verdict } from '@ai-perf/core-model';
import { columnsText } from '../../text/columns.ts';
import type { Column } from '../../text/columns.ts';
import type { Label, LabelCulprit } from '../label.ts';
import type { CaseResult } from './case.ts';
import type { Totals } from './totals.ts';

const columns: readonly Column<CaseResult>[] = [
  { title: 'case', text: ({ order }) => order.case },
  { title: 'repeat', align: 'right', text: ({ order }) => String(order.repeat) },
  { title: 'expected', text: ({ label }) => (label === null ? '-' : expectedText(label)) },
  { title: 'said', text: saidText },
  { title: 'exact', text: (result) => markOf(result, 'exact') },
  { title: 'top-3', text: (result) => markOf(result, 'topThree') },
  { title: 'site', text: siteText },
  { title: 'seconds', align: 'right', text: ({ end }) => (end.kind === 'scored' ? end.took.toFixed(1) : '-') },
  { title: 'victim p99', align: 'right', text: victimText },
  { title: 'other CPU', align: 'right', text: otherText },
];

export function tableText(results: readonly CaseResult[], totals: Totals): string {
  return `${columnsText(columns, results)}\n${totalsText(totals)}`;
}

export function totalsText(totals: Totals): string {
  const { scored, exact, topThree, sited, sites, healthy, accused, abstained, skipped, errors, unanswered } = totals;
  return (
    `exact ${exact}/${scored}, top-3 ${topThree}/${scored}, site ${sited}/${sites}, ` +
    `wrong accusations ${accused}/${healthy} healthy, abstained ${abstained}, no answer ${unanswered}, ` +
    `harness errors ${errors}, skipped ${skipped}${secondsText(totals)}\n${disturbedText(totals)}`
  );
}

function disturbedText({ disturbed, scored, exactUndisturbed }: Totals): string {
  if (disturbed === 0) return '';
  const quiet = `exact ${exactUndisturbed}/${scored - disturbed}`;
  return `! others used the host in ${disturbed} of ${scored}; without these, ${quiet}\n`;
}

function secondsText({ seconds }: Totals): string {
  return seconds === null ? '' : `; seconds p50 ${seconds.p50.toFixed(1)}, max ${seconds.max.toFixed(1)}`;
}

/** One line for the progress on stderr. */
export function progressText(result: CaseResult): string {
  const { end } = result;
  if (end.kind !== 'scored') return `${end.kind}: ${end.problem.what}: ${end.problem.why}`;
  return `${end.score.exact ? 'exact' : 'WRONG'}: ${saidText(result)} (${end.took.toFixed(1)} s)`;
}

function expectedText({ resource, mechanism, culprit, site }: Label): string {
  return `${resource}/${mechanism}${wantedText(culprit)}${site === null ? '' : ` ${site.function}`}`;
}

function wantedText(culprit: LabelCulprit): string {
  switch (culprit.kind) {
    case 'nobody':
      return '';
    case 'process':
      return ` ${culprit.tgid}`;
    case 'process-set':
      return ` {${setText(culprit.tgids)}}`;
    case 'cgroup':
      return ` ${culprit.cgroup}`;
  }
}

function saidText({ end }: CaseResult): string {
  if (end.kind !== 'scored') return end.kind;
  const { verdict } = end.diagnosis;
  return `${verdict.resource}/${verdict.mechanism}${culpritText(verdict)}`;
}

function culpritText({ culprit, site }: Pick<Verdict, 'culprit' | 'site'>): string {
  const who = culprit === null ? '' : whoText(culprit);
  return `${who}${site?.function === undefined ? '' : ` ${site.function}`}`;
}

function whoText(culprit: Culprit): string {
  if (culprit.cgroup !== undefined) return ` ${culprit.cgroup}`;
  if (culprit.tgids !== undefined) return ` {${setText(culprit.tgids)}}`;
  return culprit.tgid === undefined ? ` ${culprit.kind}` : ` ${culprit.tgid}`;
}

const setText = (tgids: readonly number[]): string =>
  tgids.length <= 3 ? tgids.join(',') : `${tgids.slice(0, 2).join(',')}, ${tgids.length - 2} more`;

const markOf = ({ end }: CaseResult, what: 'exact' | 'topThree'): string =>
  end.kind === 'scored' ? (end.score[what] ? 'yes' : 'NO') : '-';

function siteText({ end }: CaseResult): string {
  if (end.kind !== 'scored' || end.score.site === null) return '-';
  return end.score.site ? 'yes' : 'no';
}

function otherText({ otherCpu, disturbed }: CaseResult): string {
  return `${otherCpu.toFixed(2)}${disturbed ? '!' : ' '}`;
}

/** Before and during the fault, in microseconds. */
function victimText({ victim }: CaseResult): string {
  const of = (name: string): string => victim.find((window) => window.name === name)?.p99us.toFixed(0) ?? '-';
  return `${of('before')}->${of('during')} us`;
}
