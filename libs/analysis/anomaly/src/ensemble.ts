import { StateReader, saveState } from '@ai-perf/analysis-stats';
import type { Stateful, StateWriter } from '@ai-perf/analysis-stats';
import type { Ratio } from '@ai-perf/core-units';
import { alertRate, defaultBudget } from './alert-budget.ts';
import type { ChannelName } from './channel.ts';
import { Jump, Level, Seasonal, Shift } from './level-channels.ts';
import { Flat, Spread } from './motion-channels.ts';
import { WatchedChannel } from './watched-channel.ts';

/** What was said about one point. */
export interface Verdict {
  /** 0.5 and above is an alert. */
  readonly score: Ratio;
  /** Chance of a healthy point as unusual as this one. */
  readonly probability: number;
  /** The channel that was surprised most, or null while nothing is known. */
  readonly channel: ChannelName | null;
}

const unknown: Verdict = { score: 0 as Ratio, probability: 1, channel: null };

/**
 * The default detector of every metric: six channels, each turned into a probability by its own tail, the smallest one
 * taken six times (Bonferroni). It only ever looks back: the score of a point never depends on later ones.
 */
export class EnsembleDetector implements Stateful {
  private readonly watched: readonly WatchedChannel[];
  private readonly rate: number;

  constructor(rate: Ratio = alertRate(defaultBudget)) {
    this.rate = rate;
    const channels = [new Jump(), new Level(), new Shift(), new Spread(), new Flat(), new Seasonal()];
    this.watched = channels.map((channel) => new WatchedChannel(channel, rate / channels.length));
  }

  /** Judges the next value, then learns it. A value that is not finite is a gap: score 0, nothing learnt. */
  push(value: number): Verdict {
    if (!Number.isFinite(value)) return unknown;
    let [least, channel]: [number, ChannelName | null] = [1, null];
    for (const watched of this.watched) {
      const probability = watched.push(value);
      if (probability < least) [least, channel] = [probability, watched.name];
    }
    const probability = Math.min(1, least * this.watched.length);
    return { score: this.scoreOf(probability), probability, channel };
  }

  save(to: StateWriter): void {
    for (const watched of this.watched) watched.save(to);
  }

  restore(from: StateReader): void {
    for (const watched of this.watched) watched.restore(from);
  }

  // -log p, bent so that the budget lands on 0.5 whatever it is.
  private scoreOf(probability: number): Ratio {
    if (probability >= 1) return 0 as Ratio;
    const evidence = -Math.log(Math.max(probability, 1e-300));
    return (evidence / (evidence - Math.log(this.rate))) as Ratio;
  }
}

export const saveDetector = (detector: EnsembleDetector): Uint8Array => saveState(detector);

/** The detector that was saved, to the bit. `rate` must be the one that it was made with. */
export function restoreDetector(bytes: Uint8Array, rate?: Ratio): EnsembleDetector {
  const detector = rate === undefined ? new EnsembleDetector() : new EnsembleDetector(rate);
  const reader = new StateReader(bytes);
  detector.restore(reader);
  if (!reader.ended) throw new RangeError('the saved state is longer than the detector that reads it');
  return detector;
}
