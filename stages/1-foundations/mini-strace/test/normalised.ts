/**
 * The lines of a trace without what differs from one run of a program to the next: addresses, process ids, times.
 * They are sorted: which task of several comes first is chance too, so that traces of several tasks are compared by
 * what their calls were, not by when.
 */
export function normalised(trace: string): readonly string[] {
  return trace.trim().split('\n').map(withoutChance).sort();
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/^\d+ +/, ''],
  [/0x[0-9a-f]{6,}/g, 'ADDRESS'],
  [/ADDRESS \/\* \d+ vars \*\//g, 'ENVIRONMENT'],
  [/(\\x[0-9a-f]{2})+/g, 'RANDOM'],
  [/\b(si_pid)=\d+/g, '$1=PID'],
  [/\b(si_[us]time)=\d+/g, '$1=TICKS'],
  [/\b((?:get(?:p?pid|tid|pgrp)|v?fork|clone3?|set_tid_address|wait4)\(.*)= \d+$/, '$1= PID'],
  [/\b(kill|wait4)\(\d+/, '$1(PID'],
  [/(tv_[nu]?sec)=\d+/g, '$1=TIME'],
  [/(socket:\[|st_ino=)\d+/g, '$1INODE'],
  [/ +=/g, ' ='],
];

const withoutChance = (line: string): string =>
  changes.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
