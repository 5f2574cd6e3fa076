import type { ProcessWatch, TaskMoment } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';
import type { Look } from './look.ts';

interface Tally {
  readonly look: Look;
  seen: number;
  rounds: number;
  lastRound: number;
}

/** Counts what the threads of one process were seen in. */
export class ProcessTally {
  readonly #tgid: number;
  readonly #tallies = new Map<string, Tally>();
  #rounds = 0;

  constructor(tgid: number) {
    this.#tgid = tgid;
  }

  /** One round: all its threads at about the same moment. No thread at all: the process has ended. */
  add(looks: readonly Look[]): void {
    if (looks.length === 0) return;
    this.#rounds += 1;
    for (const look of looks) this.#count(look);
  }

  #count(look: Look): void {
    const key = keyOf(look);
    const tally = this.#tallies.get(key) ?? { look, seen: 0, rounds: 0, lastRound: 0 };
    this.#tallies.set(key, tally);
    tally.seen += 1;
    if (tally.lastRound !== this.#rounds) tally.rounds += 1;
    tally.lastRound = this.#rounds;
  }

  result(): ProcessWatch {
    const moments = [...this.#tallies.values()].map(({ look, seen, rounds }): TaskMoment => ({
      ...look,
      seen: as<Count>(seen),
      rounds: as<Count>(rounds),
    }));
    return { tgid: this.#tgid, rounds: as<Count>(this.#rounds), moments: moments.sort((a, b) => b.seen - a.seen) };
  }
}

const keyOf = ({ state, waitChannel, syscall, futex }: Look): string =>
  [state, waitChannel, syscall, futex?.address, futex?.operation, futex?.value].join(' ');
