import type { HostSnapshot } from '@ai-perf/core-model';
import type { HeldCommand } from '@ai-perf/sources-held-command';
import { treeOf } from './tree.ts';

type Process = HostSnapshot['processes'][number];

/** Ends a command that we started, and then whatever it started itself and left behind. */
export async function endCommand(command: HeldCommand, look: () => HostSnapshot): Promise<void> {
  const family = descendants(command.tgid, look());
  await command.end('SIGTERM');
  if (family.length === 0) return;
  const alive = new Set(look().processes.map(identity));
  for (const orphan of family.filter((one) => alive.has(identity(one)))) send(orphan.tgid, 'SIGTERM');
}

// Numbers are used again: only the start time tells that it is still the same process.
const identity = ({ tgid, startedAt }: Process): string => `${tgid} ${startedAt}`;

function descendants(root: number, { processes }: HostSnapshot): readonly Process[] {
  const tree = treeOf(root, [{ processes }]);
  return processes.filter(({ tgid }) => tgid !== root && tree.has(tgid));
}

function send(tgid: number, signal: 'SIGTERM'): void {
  try {
    process.kill(tgid, signal);
  } catch {
    // It ended by itself in between.
  }
}
