import { History } from '@ai-perf/analysis-baseline';
import type { Stateful, StateReader, StateWriter } from '@ai-perf/analysis-stats';
import type { Channel, ChannelName } from './channel.ts';
import { ScoreTail } from './tail.ts';

const alertMemory = 512;
// Points that a tail must have learnt before it is asked.
const leastPoints = 32;
// For so many points after an alert, scores that lie in the tail are not learnt: they belong to the incident.
const incident = 32;
// Scores wait so long before they are learnt, and those in the tail are dropped when an alert comes meanwhile: an
// incident that builds up slowly must not teach the tail on its way.
const quarantine = 16;
// Share of recent points that were alerts. From the first on, an alert teaches more; from the second on it is a new
// habit of the host and everything is learnt.
const often = 0.008;
const habit = 0.25;

/** A channel with the tail of its own surprises. */
export class WatchedChannel implements Stateful {
  private readonly channel: Channel;
  private readonly rate: number;
  private readonly tail = new ScoreTail();
  private readonly waiting = new History(quarantine);
  private alerting = 0;
  private sinceAlert = incident;

  constructor(channel: Channel, rate: number) {
    this.channel = channel;
    this.rate = rate;
  }

  get name(): ChannelName {
    return this.channel.name;
  }

  /** Chance of a surprise as high as that by `value`, which is learnt then; 1 while nothing is known. */
  push(value: number): number {
    const surprise = this.channel.surprise(value);
    this.channel.learn(value);
    if (Number.isNaN(surprise)) return 1;
    const probability = this.tail.points < leastPoints ? 1 : this.tail.probability(surprise);
    this.teach(surprise, probability <= this.rate);
    return probability;
  }

  save(to: StateWriter): void {
    this.channel.save(to);
    this.tail.save(to);
    this.waiting.save(to);
    to.number(this.alerting);
    to.number(this.sinceAlert);
  }

  restore(from: StateReader): void {
    this.channel.restore(from);
    this.tail.restore(from);
    this.waiting.restore(from);
    this.alerting = from.number();
    this.sinceAlert = from.number();
  }

  private teach(surprise: number, alert: boolean): void {
    this.alerting += ((alert ? 1 : 0) - this.alerting) / alertMemory;
    const isHabit = this.alerting > habit;
    if (alert && this.sinceAlert >= incident) this.tail.learnAlert(surprise, this.alerting > often);
    this.sinceAlert = alert ? 0 : this.sinceAlert + 1;
    this.release(isHabit);
    this.waiting.push(alert && !isHabit ? NaN : surprise);
  }

  // The score that has waited long enough; NaN stands for one that must not be learnt.
  private release(isHabit: boolean): void {
    const score = this.waiting.ago(quarantine);
    if (Number.isNaN(score)) return;
    if (isHabit || this.sinceAlert >= incident || !this.tail.isExcess(score)) this.tail.learn(score);
  }
}
