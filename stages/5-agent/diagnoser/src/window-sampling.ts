import type { HostSnapshot, Profile } from '@ai-perf/core-model';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { RecordTarget } from '@ai-perf/sampler';
import type { Instruments } from './instruments.ts';
import { interesting } from './interest.ts';
import { sample, windowRate } from './sampling.ts';
import type { Sampled } from './sampling.ts';
import { ownProcesses, treeOf } from './tree.ts';

/** Processes of this user that are sampled where the whole host may not be. */
const mostProcesses = 4;

/**
 * The profile of the window: the whole host, or the processes asked about. Where the kernel does not let this user
 * sample the host, it samples his own processes that turned out to be the active ones.
 */
export class WindowSampling {
  readonly limits: string[] = [];
  profile: Profile | null = null;
  readonly #instruments: Instruments;
  readonly #root: number | null;
  readonly #self: number;
  readonly #end = new AbortController();
  #running: Promise<void> | null = null;
  #refused = false;
  #narrowed = false;

  constructor(instruments: Instruments, root: number | null, self: number) {
    this.#instruments = instruments;
    this.#root = root;
    this.#self = self;
  }

  start(first: HostSnapshot): void {
    const target: RecordTarget =
      this.#root === null ? { kind: 'system' } : { kind: 'processes', tgids: [...treeOf(this.#root, [first])] };
    this.#run(target, first.cpus.length);
  }

  /** Called as the window goes on: whom to sample instead is known after its first step. */
  follow(snapshots: readonly HostSnapshot[]): void {
    if (!this.#refused || this.#narrowed || this.#root !== null) return;
    this.#narrowed = true;
    const tgids = this.#activeOfMine(snapshots);
    if (tgids.length > 0) this.#run({ kind: 'processes', tgids }, 1);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  #run(target: RecordTarget, cpus: number): void {
    const plan = { instruments: this.#instruments, target, event: 'cpu-clock', hertz: windowRate(cpus) };
    this.#running = sample(plan, this.#end.signal).then((sampled) => this.#take(sampled));
  }

  #take({ profile, limits }: Sampled): void {
    this.limits.push(...limits);
    this.profile = profile;
    this.#refused = profile === null;
  }

  #activeOfMine(snapshots: readonly HostSnapshot[]): readonly number[] {
    const [before, last] = snapshots.slice(-2);
    if (before === undefined || last === undefined) return [];
    const active = interesting(
      compareSnapshots(before, last),
      ownProcesses(this.#self, snapshots, new Set()),
      new Set(),
    );
    return active.filter((tgid) => this.#instruments.mayRecord(tgid)).slice(0, mostProcesses);
  }
}
