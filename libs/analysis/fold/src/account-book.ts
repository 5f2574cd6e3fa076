import { as } from '@ai-perf/core-units';
import type { Count } from '@ai-perf/core-units';
import type { Account } from './flame-tree.ts';

interface Sum {
  count: number;
  weight: number;
}

/** Counts what comes in, what is kept and what is dropped under which name. */
export class AccountBook {
  readonly #kept: Sum = { count: 0, weight: 0 };
  readonly #drops = new Map<string, Sum>();

  keep(weight: number): void {
    this.#kept.count += 1;
    this.#kept.weight += weight;
  }

  drop(reason: string, weight: number): void {
    const sum = this.#drops.get(reason) ?? { count: 0, weight: 0 };
    sum.count += 1;
    sum.weight += weight;
    this.#drops.set(reason, sum);
  }

  close(): Account {
    const drops = [...this.#drops].map(([reason, sum]) => ({ reason, ...counted(sum) }));
    const input = drops.reduce(
      (all, drop) => ({ count: all.count + drop.count, weight: all.weight + drop.weight }),
      this.#kept,
    );
    return { input: counted(input), kept: counted(this.#kept), drops };
  }
}

const counted = ({ count, weight }: Sum): { count: Count; weight: number } => ({ count: as<Count>(count), weight });
