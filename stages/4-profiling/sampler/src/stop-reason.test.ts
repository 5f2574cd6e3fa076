import { as } from '@ai-perf/core-units';
import type { Seconds } from '@ai-perf/core-units';
import type { CommandEnd, HeldCommand } from '@ai-perf/sources-held-command';
import { expect, test } from 'vitest';
import { onStop } from './stop-reason.ts';
import type { StopReason } from './stop-reason.ts';

const commandEnding = (ended: Promise<CommandEnd>): HeldCommand => ({ ended }) as HeldCommand;
const never = new AbortController().signal;

function firstReason(causes: Partial<Parameters<typeof onStop>[0]>): Promise<StopReason> {
  return new Promise((resolve) => {
    onStop({ signal: never, duration: null, command: null, ...causes }, resolve);
  });
}

test('time that is up, an ended command and Ctrl-C each end a recording', async () => {
  expect(await firstReason({ duration: as<Seconds>(0.001) })).toBe('time-up');
  const command = commandEnding(Promise.resolve({ status: 0, signal: null }));
  expect(await firstReason({ command })).toBe('command-ended');
  const stop = new AbortController();
  const reason = firstReason({ signal: stop.signal });
  stop.abort();
  expect(await reason).toBe('interrupted');
});

test('a signal that came before the recording began ends it at once', async () => {
  expect(await firstReason({ signal: AbortSignal.abort() })).toBe('interrupted');
});

test('only the first cause counts, and none after the recording has ended by itself', () => {
  const stop = new AbortController();
  const reasons: StopReason[] = [];
  const forget = onStop({ signal: stop.signal, duration: null, command: null }, (reason) => reasons.push(reason));
  forget();
  stop.abort();
  expect(reasons).toEqual([]);
});
