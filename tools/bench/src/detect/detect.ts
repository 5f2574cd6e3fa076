// `npm run bench:detect`: recall, false alerts, alert rate and time of the default detector, on series made here.
import { EnsembleDetector, saveDetector } from '@ai-perf/analysis-anomaly';
import { quantile, seededNormal } from '@ai-perf/analysis-stats';
import { columnsText } from '../text/columns.ts';
import type { Column } from '../text/columns.ts';
import { complain } from '../text/problem-text.ts';
import { parseWords } from '../text/words.ts';
import { rateRatio, scoreKind } from './scoring.ts';
import type { KindScore } from './scoring.ts';
import { kinds, noiseShapes } from './series.ts';

const usage = 'npm run bench:detect -- [--json]';
// The detector was made with an eye on seeds 1 to 5; these it never saw.
const seeds = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110];
const rates = [1e-2, 1e-3] as const;
const rateRows = 200_000;

interface RateRow {
  readonly shape: string;
  /** Alerts in multiples of what was asked for, one number a rate. */
  readonly ratios: readonly number[];
}

const kindColumns: readonly Column<KindScore>[] = [
  { title: 'series', text: ({ name }) => name },
  { title: 'planted', align: 'right', text: ({ planted }) => String(planted) },
  { title: 'recall', align: 'right', text: recall },
  { title: 'precision', align: 'right', text: precision },
  { title: 'false', align: 'right', text: ({ falseIncidents }) => String(falseIncidents) },
  { title: 'points', align: 'right', text: ({ rows }) => String(rows) },
];

const rateColumns: readonly Column<RateRow>[] = [
  { title: 'noise', text: ({ shape }) => shape },
  ...rates.map((rate, at) => ({
    title: `asked ${rate}`,
    align: 'right' as const,
    text: ({ ratios }: RateRow) => `x ${(ratios[at] as number).toFixed(2)}`,
  })),
];

/** @returns 0 measured, 2 wrong usage */
export function detectCommand(args: readonly string[]): number {
  const words = parseWords(args, { json: { type: 'boolean' } } as const, usage);
  if (!words.ok) return complain(words.problem);
  const scores = kinds.map((make) => scoreKind(make, seeds));
  const noise = Object.entries(noiseShapes).map(([shape, make]) => ratesOf(shape, make));
  const speed = timePoints();
  const report = { kinds: scores, rates: noise, ...speed };
  const json = words.value.values.json === true;
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : text(scores, noise, speed));
  return 0;
}

function recall({ planted, found }: KindScore): string {
  return planted === 0 ? '-' : (found / planted).toFixed(2);
}

function precision({ planted, found, falseIncidents }: KindScore): string {
  if (planted === 0) return '-';
  return found + falseIncidents === 0 ? 'none' : (found / (found + falseIncidents)).toFixed(2);
}

const ratesOf = (shape: string, make: (seed: number) => () => number): RateRow => ({
  shape,
  ratios: rates.map((rate) => rateRatio(make(777), rate, rateRows)),
});

interface Speed {
  readonly meanMicroseconds: number;
  readonly p99Microseconds: number;
  readonly stateBytes: number;
}

const timedPoints = 50_000;

// The mean is CPU time, which other programs do not lengthen; a percentile needs a clock around each point.
function timePoints(): Speed {
  const [normal, detector] = [seededNormal(1), new EnsembleDetector()];
  for (let at = 0; at < timedPoints; at++) detector.push(normal());
  const before = process.cpuUsage();
  for (let at = 0; at < timedPoints; at++) detector.push(normal());
  const { user, system } = process.cpuUsage(before);
  const took = Float64Array.from({ length: timedPoints }, () => timed(detector, normal()));
  return {
    meanMicroseconds: (user + system) / timedPoints,
    p99Microseconds: quantile(took, 0.99),
    stateBytes: saveDetector(detector).length,
  };
}

function timed(detector: EnsembleDetector, value: number): number {
  const before = process.hrtime.bigint();
  detector.push(value);
  return Number(process.hrtime.bigint() - before) / 1000;
}

function text(scores: readonly KindScore[], rows: readonly RateRow[], speed: Speed): string {
  const { meanMicroseconds, p99Microseconds, stateBytes } = speed;
  const time = `a point: mean ${meanMicroseconds.toFixed(1)} us, p99 ${p99Microseconds.toFixed(1)} us`;
  return [
    columnsText(kindColumns, scores),
    columnsText(rateColumns, rows),
    `${time}; state ${stateBytes} bytes a metric\n`,
  ].join('\n');
}
