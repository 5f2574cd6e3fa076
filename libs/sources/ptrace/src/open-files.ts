import { readFileSync } from 'node:fs';

/**
 * Node raises its soft limit on open files to the hard one, and a command of ours would inherit that. What we were
 * started with is gone; the limit of our parent is the best witness. 0: leave it.
 * see: PlatformInit() in Node's src/node.cc, proc_pid_limits(5)
 */
export function softOpenFilesOfParent(parent: number): number {
  try {
    const text = readFileSync(`/proc/${parent}/limits`, 'latin1');
    const soft = /^Max open files\s+(\d+)/m.exec(text)?.[1];
    return soft === undefined ? 0 : Number(soft);
  } catch {
    return 0;
  }
}
