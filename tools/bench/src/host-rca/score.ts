// What a diagnosis is worth against a label: pure, so that the rules of the bench can be read and tested in one place.
import type { Candidate, Culprit, Diagnosis, Verdict } from '@ai-perf/core-model';
import type { Label, LabelCulprit } from './label.ts';

export interface Score {
  /** Resource, mechanism and culprit are those of the label; on a healthy window, nobody is accused. */
  readonly exact: boolean;
  /** The verdict or one of the first three candidates is exact. */
  readonly topThree: boolean;
  /** The function is the label's; null where the label has none. */
  readonly site: boolean | null;
  /** Somebody was accused of something in a healthy window. */
  readonly wrongAccusation: boolean;
  /** `undecided`: no answer, and said so. */
  readonly abstained: boolean;
}

type Cause = Pick<Verdict | Candidate, 'resource' | 'mechanism' | 'culprit'>;

export function scoreDiagnosis(label: Label, diagnosis: Diagnosis): Score {
  const { verdict, candidates } = diagnosis;
  const exact = isCause(label, verdict);
  return {
    exact,
    topThree: exact || candidates.slice(0, 3).some((candidate) => isCause(label, candidate)),
    site: label.site === null ? null : verdict.site?.function === label.site.function,
    wrongAccusation: isHealthy(label) && verdict.resource !== 'none' && verdict.resource !== 'undecided',
    abstained: verdict.resource === 'undecided',
  };
}

const isHealthy = (label: Label): boolean => label.resource === 'none';

// Whether an idle or a politely busy host is called healthy or busy is a matter of degree; accusing is not.
function isCause(label: Label, cause: Cause): boolean {
  if (isHealthy(label)) return cause.resource === 'none';
  const sameKind = cause.resource === label.resource && cause.mechanism === label.mechanism;
  return sameKind && isCulprit(label.culprit, cause.culprit);
}

function isCulprit(wanted: LabelCulprit, said: Culprit | null): boolean {
  switch (wanted.kind) {
    case 'nobody':
      return true;
    case 'process':
      return sameMembers([wanted.tgid], membersOf(said));
    case 'process-set':
      return sameMembers(wanted.tgids, membersOf(said));
    case 'cgroup':
      return said?.cgroup === wanted.cgroup;
  }
}

function membersOf(culprit: Culprit | null): readonly number[] {
  if (culprit?.tgids !== undefined) return culprit.tgids;
  return culprit?.tgid === undefined ? [] : [culprit.tgid];
}

function sameMembers(wanted: readonly number[], said: readonly number[]): boolean {
  const accused = new Set(said);
  return wanted.length === accused.size && wanted.every((tgid) => accused.has(tgid));
}
