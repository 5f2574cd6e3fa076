import { problem } from '@ai-perf/core-result';
import type { Problem } from '@ai-perf/core-result';
import type { SamplingSession } from '@ai-perf/sources-perf-event';

/** Each kind of trouble with names is told for so many modules; the rest is counted. */
const perCode = 3;

/** What a reader of the recording must know: lesser ways, unusable records, frames that stay without names. */
export function recordingNotes(session: SamplingSession, naming: readonly Problem[]): readonly Problem[] {
  const { malformed, unknownId } = session.decoded;
  const unusable = malformed + unknownId;
  return [...session.notes, ...(unusable === 0 ? [] : [unusableRecords(unusable)]), ...shortened(naming)];
}

const unusableRecords = (count: number): Problem =>
  problem('records-unusable', {
    what: `${count} records of the kernel were not understood`,
    why: 'their sizes or ids cannot be true',
    fix: 'this is a bug of ours or of the kernel: please report it with the kernel version',
  });

function shortened(naming: readonly Problem[]): readonly Problem[] {
  const distinct = [...new Map(naming.map((one) => [`${one.code} ${one.what}`, one])).values()];
  const codes = [...new Set(distinct.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const same = distinct.filter((one) => one.code === code);
    const rest = same.length - perCode;
    const last = same[perCode - 1];
    if (rest <= 0 || last === undefined) return same;
    return [...same.slice(0, perCode - 1), { ...last, what: `${last.what}, and ${rest} more like it` }];
  });
}
