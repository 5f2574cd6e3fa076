import { paretoFit, paretoTail } from '@ai-perf/analysis-stats';
import type { ParetoTail, Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';

const bins = 160;
const lowest = 0.2;
const ratio = 1.06;
const logRatio = Math.log(ratio);
// Above this many points the counts are halved: the tail follows a host that changes over days.
const memory = 20_000;
const refitEvery = 32;
const growth = 1.15;
// The tail that is fitted: a fortieth of all points, never fewer than a dozen.
const tailShare = 1 / 40;
const leastTail = 12;
// What is believed before anything was seen: scores fall off like exp(-s), with the weight of eight points; and a tail
// a little heavier than exponential, with the weight of thirty excesses.
const priorPoints = 8;
const priorExcesses = 30;
const priorShape = 0.05;
const shapes = { least: -0.5, most: 0.9 } as const;

// Powers are dear and a fit needs one a bin: they are taken once.
const edges = Float64Array.from({ length: bins + 1 }, (_, bin) => (bin === 0 ? 0 : lowest * ratio ** (bin - 1)));
const middles = edges.map((edge, bin) => (bin === 0 ? lowest / 2 : edge * Math.sqrt(ratio)));
const lowerEdge = (bin: number): number => edges[bin] as number;

function binOf(score: number): number {
  if (!(score > lowest)) return 0;
  return Math.min(bins - 1, 1 + Math.floor(Math.log(score / lowest) / logRatio));
}

/**
 * How often a score at least this high is to be expected, learnt from the stream itself: counts in bins of equal ratio,
 * and above the 97.5th percentile a generalised Pareto tail. This is what lets one threshold fit every metric.
 * Cannot see: a tail that changes faster than its memory of 20,000 points.
 * see: Siffer et al. 2017, "Anomaly detection in streams with extreme value theory" (SPOT); the fit is by
 * probability-weighted moments (Hosking and Wallis 1987), the bins are those of DDSketch (Masson et al. 2019)
 */
export class ScoreTail implements Stateful {
  private readonly counts = new Float64Array(bins);
  private total = 0;
  private untilFit = 0;
  private threshold = NaN;
  private share = 0;
  private shape = priorShape;
  private scale = 1;
  private highest = 0;
  // Points in a bin and all bins above it, as of the last fit.
  private readonly above = new Float64Array(bins);

  /** True for the fortieth of scores that the tail is fitted to. */
  isExcess(score: number): boolean {
    return score > this.threshold;
  }

  /** Number of points learnt, after forgetting. */
  get points(): number {
    return this.total;
  }

  /** Probability of a score above `score`, between 0 and 1. Scores above the last bin are all alike. */
  probability(found: number): number {
    const score = Math.min(found, lowerEdge(bins));
    const prior = Math.exp(-score);
    return (this.total * this.learnt(score) + priorPoints * prior) / (this.total + priorPoints);
  }

  /** An alert teaches less than it was: a little above the highest score so far, or half-way there on a log scale. */
  learnAlert(score: number, often: boolean): void {
    const highest = Math.max(lowest, this.highest);
    this.learn(Math.min(score, often ? Math.sqrt(Math.min(score, lowerEdge(bins)) * highest) : highest * growth));
  }

  learn(kept: number): void {
    this.highest = Math.max(this.highest, kept);
    const bin = binOf(kept);
    this.counts[bin] = (this.counts[bin] as number) + 1;
    this.total++;
    if (this.total >= memory) this.forget();
    if (--this.untilFit <= 0) this.fit();
  }

  save(to: StateWriter): void {
    to.array(this.counts);
    to.array(this.above);
    const { total, untilFit, threshold, share, shape, scale, highest } = this;
    for (const value of [total, untilFit, threshold, share, shape, scale, highest]) to.number(value);
  }

  restore(from: StateReader): void {
    from.array(this.counts);
    from.array(this.above);
    this.total = from.number();
    this.untilFit = from.number();
    this.threshold = from.number();
    this.share = from.number();
    this.shape = from.number();
    this.scale = from.number();
    this.highest = from.number();
  }

  private learnt(score: number): number {
    if (this.total === 0) return 1;
    if (score > this.threshold) return this.share * paretoTail(this.tail(), score - this.threshold);
    return this.counted(score);
  }

  private tail(): ParetoTail {
    return { shape: this.shape, scale: this.scale };
  }

  // Half of a bin's own points count as higher. A fit is at most 32 points old.
  private counted(score: number): number {
    const bin = binOf(score);
    const higher = bin + 1 < bins ? (this.above[bin + 1] as number) : 0;
    return Math.min(1, ((this.above[bin] as number) + higher) / 2 / this.total);
  }

  private forget(): void {
    for (let bin = 0; bin < bins; bin++) this.counts[bin] = (this.counts[bin] as number) / 2;
    this.total /= 2;
    this.highest *= 0.95;
  }

  private accumulate(): void {
    let sum = 0;
    for (let bin = bins - 1; bin >= 0; bin--) {
      sum += this.counts[bin] as number;
      this.above[bin] = sum;
    }
  }

  private fit(): void {
    this.untilFit = refitEvery;
    this.accumulate();
    const wanted = Math.max(leastTail, this.total * tailShare);
    let bin = bins - 1;
    while (bin > 1 && (this.above[bin] as number) < wanted) bin--;
    const above = this.above[bin] as number;
    this.threshold = lowerEdge(bin);
    this.share = above / this.total;
    const excesses = new Float64Array(bins - bin);
    for (let from = bin; from < bins; from++) excesses[from - bin] = (middles[from] as number) - this.threshold;
    this.shrink(paretoFit(excesses, this.counts.subarray(bin)), above, excesses);
  }

  // Few excesses say little about the shape: it is drawn towards the prior, at the mean excess that was seen.
  private shrink(found: ParetoTail | null, weight: number, excesses: Float64Array): void {
    const seen = found === null ? priorShape : Math.max(shapes.least, Math.min(shapes.most, found.shape));
    this.shape = (weight * seen + priorExcesses * priorShape) / (weight + priorExcesses);
    const first = bins - excesses.length;
    let sum = 0;
    for (let at = 0; at < excesses.length; at++) sum += (excesses[at] as number) * (this.counts[first + at] as number);
    const mean = weight > 0 ? sum / weight : 1;
    this.scale = Math.max(1e-6, mean * (1 - this.shape));
  }
}
