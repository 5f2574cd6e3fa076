import type { Seconds } from '@ai-perf/core-units';
import { rateRow } from './counter.ts';
import type { HostCounts } from './counter.ts';
import type { HostDelta, RateTable } from './host-delta.ts';

// What is a setting or a state now, among the counters. see: RFC 1213, net/ipv4/proc.c
const gauges: Readonly<Record<string, readonly string[]>> = {
  Ip: ['Forwarding', 'DefaultTTL', 'ReasmTimeout'],
  Tcp: ['RtoAlgorithm', 'RtoMin', 'RtoMax', 'MaxConn', 'CurrEstab'],
  MPTcpExt: ['MPCurrEstab'],
};

type NetTables = Readonly<Record<string, HostCounts>>;

/** /proc/net/snmp and netstat split into events per second and states now. */
export function netTables(before: NetTables, after: NetTables, window: Seconds): Pick<HostDelta, 'net' | 'netNow'> {
  const net: Record<string, RateTable> = {};
  const netNow: Record<string, HostCounts> = {};
  for (const [table, counts] of Object.entries(after)) {
    const isGauge = (name: string): boolean => gauges[table]?.includes(name) ?? false;
    const rows = Object.entries(counts);
    net[table] = Object.fromEntries(
      rows.filter(([name]) => !isGauge(name)).flatMap(([name, to]) => rateRow(name, before[table]?.[name], to, window)),
    );
    const states = rows.filter(([name]) => isGauge(name));
    if (states.length > 0) netNow[table] = Object.fromEntries(states);
  }
  return { net, netNow };
}
