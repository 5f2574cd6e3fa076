import { as } from '@ai-perf/core-units';
import type { Hertz, Milliseconds } from '@ai-perf/core-units';
import { closeUpsFor, countStacks } from '@ai-perf/analysis-rules';
import type { CloseUp, CloseUpRequest, Observation } from '@ai-perf/analysis-rules';
import type { Instruments } from './instruments.ts';
import { sample } from './sampling.ts';

/** At a time two, the cause and its nearest rival; and not many more however long the window is. */
const most = 2;
const mostInAll = 6;
/** At some hundred samples a second enough for a majority, and cheap for events that come a million times. */
const length = as<Milliseconds>(1200);
const rate = as<Hertz>(397);

/** Second measurements of a diagnosis: each is asked for once, and runs beside the window where that is still open. */
export class CloseUps {
  readonly taken: CloseUp[] = [];
  readonly limits: string[] = [];
  readonly #instruments: Instruments;
  readonly #stop: AbortSignal;
  readonly #asked = new Set<string>();
  #running: Promise<void>[] = [];

  constructor(instruments: Instruments, stop: AbortSignal) {
    this.#instruments = instruments;
    this.#stop = stop;
  }

  /** Starts what the rules still want to know about this observation; true if that is anything. */
  start(observation: Observation): boolean {
    const wanted = closeUpsFor(observation, most).filter((request) => !this.#asked.has(keyOf(request)));
    if (this.#stop.aborted || this.#asked.size >= mostInAll) return false;
    for (const request of wanted) {
      this.#asked.add(keyOf(request));
      this.#running.push(this.#take(request));
    }
    return wanted.length > 0;
  }

  /** Waits for those that run. */
  async settle(): Promise<void> {
    const running = this.#running;
    this.#running = [];
    await Promise.all(running);
  }

  async #take({ event, tgid }: CloseUpRequest): Promise<void> {
    const end = new AbortController();
    const plan = {
      instruments: this.#instruments,
      target: { kind: 'processes', tgids: [tgid] },
      event,
      hertz: rate,
    } as const;
    const sampling = sample(plan, end.signal);
    await Promise.race([this.#instruments.pause(length, this.#stop), sampling]);
    end.abort();
    const { profile, limits } = await sampling;
    this.limits.push(...limits);
    const stacks = profile === null ? null : countStacks(profile);
    if (stacks !== null && stacks.samples > 0) this.taken.push({ event, tgid, stacks });
    // Sleeps happen in the kernel: without the right to see it none is sampled. see: perf_exclude_event()
    else if (limits.length === 0) this.limits.push(`no ${event} of process ${tgid} were seen in ${length / 1000} s`);
  }
}

const keyOf = ({ event, tgid }: CloseUpRequest): string => `${event} ${tgid}`;
