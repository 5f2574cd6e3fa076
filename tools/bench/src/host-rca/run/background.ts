// What runs beside the fault: a victim whose latency is measured, and the small noises of any host.
import { unwrap } from '@ai-perf/core-result';
import type { Running, Session } from '@ai-perf/tools-workloads';

export interface VictimWindow {
  readonly name: 'before' | 'settling' | 'during';
  readonly requests: number;
  readonly p50us: number;
  readonly p99us: number;
  readonly maxus: number;
}

export interface Background {
  readonly pids: readonly number[];
  /** Ends one window of the victim's latencies and begins the next. */
  endVictimWindow(): void;
  /** Stops all of it and gives the victim's windows, in order. */
  stop(): Promise<readonly VictimWindow[]>;
}

const windowNames = ['before', 'settling', 'during'] as const;

export async function startBackground(session: Session, ambient: boolean): Promise<Background> {
  const victim = unwrap(await session.start({ program: 'victim', framePointers: session.random() < 0.5 }));
  const noise: Running[] = ambient ? [unwrap(await session.start({ program: 'ambient', framePointers: false }))] : [];
  return {
    pids: [victim, ...noise].map(({ pid }) => pid),
    endVictimWindow: () => victim.signal('SIGUSR1'),
    stop: async () => {
      await Promise.all(noise.map((running) => running.stop()));
      return windowsOf(await victim.stop());
    },
  };
}

function windowsOf(truth: Readonly<Record<string, unknown>>): readonly VictimWindow[] {
  return windowNames.flatMap((name, number) => {
    const window = truth[`window${number}`] as Omit<VictimWindow, 'name'> | undefined;
    return window === undefined ? [] : [{ name, ...window }];
  });
}
