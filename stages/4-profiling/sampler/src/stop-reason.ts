import type { Seconds } from '@ai-perf/core-units';
import type { HeldCommand } from '@ai-perf/sources-held-command';

/** What ended a recording before its targets were gone by themselves. */
export type StopReason = 'interrupted' | 'time-up' | 'command-ended';

interface StopCauses {
  readonly signal: AbortSignal;
  readonly duration: Seconds | null;
  readonly command: HeldCommand | null;
}

/** Calls `stop` once with the first cause that occurs. The returned function takes timer and listener away again. */
export function onStop({ signal, duration, command }: StopCauses, stop: (reason: StopReason) => void): () => void {
  let isOver = false;
  const first = (reason: StopReason): void => {
    if (!isOver) stop(reason);
    isOver = true;
  };
  const interrupted = (): void => first('interrupted');
  const timer = duration === null ? undefined : setTimeout(() => first('time-up'), duration * 1000);
  if (signal.aborted) interrupted();
  else signal.addEventListener('abort', interrupted, { once: true });
  void command?.ended.then(() => first('command-ended'));
  return () => {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupted);
  };
}
