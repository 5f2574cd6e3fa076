import { completeLines, decimal, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import { readHostFile, readTaskFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

export type NetTables = Readonly<Record<string, Readonly<Record<string, Count>>>>;

/**
 * /proc/net/snmp and netstat: a line of names, then a line of values, both begun by the table's name. Of a table that
 * is there twice the first wins, key by key. see: net/ipv4/proc.c snmp_seq_show(), netstat_seq_show()
 */
export function parseNetTables(text: string): Result<NetTables> {
  const tables = new Map<string, Map<string, Count>>();
  const lines = completeLines(text);
  for (let index = 0; index + 1 < lines.length; index += 1) {
    const [name, names] = halves(lines[index] ?? '');
    const [same, values] = halves(lines[index + 1] ?? '');
    if (name === '' || name !== same) continue;
    fill(tables, name, names, values);
    index += 1;
  }
  if (tables.size === 0) return err(malformed('a table of /proc/net', 'no line of names is followed by its values'));
  return ok(Object.fromEntries([...tables].map(([name, rows]) => [name, Object.fromEntries(rows)])));
}

function halves(line: string): [name: string, rest: string[]] {
  const colon = line.indexOf(': ');
  return colon === -1 ? ['', []] : [line.slice(0, colon), line.slice(colon + 2).trim().split(' ')];
}

function fill(tables: Map<string, Map<string, Count>>, name: string, names: string[], values: string[]): void {
  const table = tables.get(name) ?? new Map<string, Count>();
  tables.set(name, table);
  names.forEach((key, column) => {
    const value = decimal(values[column] ?? '');
    if (value !== null && !table.has(key)) table.set(key, value as Count);
  });
}

/** Both files, of the network namespace of `task` (`self` or a pid). A file that is missing leaves its tables out. */
export function readNetTables(root: ProcRoot = '/proc', task: number | 'self' = 'self'): Result<NetTables> {
  const read = task === 'self' ? readHostFile : readTaskFile;
  const snmp = read(`${root}/${task}/net/snmp`, parseNetTables);
  const netstat = read(`${root}/${task}/net/netstat`, parseNetTables);
  if (!snmp.ok) return netstat.ok ? netstat : snmp;
  return ok(netstat.ok ? { ...netstat.value, ...snmp.value } : snmp.value);
}
