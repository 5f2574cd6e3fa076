import { readFileSync } from 'node:fs';

/**
 * Whether this process is in the foreground of a terminal: a Ctrl-C there reaches every process of the group, also the
 * command, and sending it a second one would mean "at once" to many programs. see: proc_pid_stat(5), pgrp and tpgid
 */
export function isInForeground(stat: string | null = readOwnStat()): boolean {
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [group, terminalGroup] = [fields?.[2], fields?.[5]];
  return group !== undefined && group === terminalGroup;
}

function readOwnStat(): string | null {
  try {
    return readFileSync('/proc/self/stat', 'latin1');
  } catch {
    return null;
  }
}
