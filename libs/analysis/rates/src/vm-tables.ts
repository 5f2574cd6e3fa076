import type { Seconds } from '@ai-perf/core-units';
import { rateRow } from './counter.ts';
import type { HostCounts } from './counter.ts';
import type { HostDelta } from './host-delta.ts';

// Events that are named like states. see: mm/vmstat.c vmstat_text, include/linux/mmzone.h enum node_stat_item
const countersNamedNr = new Set([
  'nr_dirtied', 'nr_written', 'nr_throttled_written', 'nr_vmscan_write', 'nr_vmscan_immediate_reclaim',
  'nr_foll_pin_acquired', 'nr_foll_pin_released',
]);
const gauges = new Set(['workingset_nodes']);

/** `nr_*` are pages in a state now; the rest counts events since boot. */
const isGauge = (name: string): boolean => gauges.has(name) || (name.startsWith('nr_') && !countersNamedNr.has(name));

/** /proc/vmstat split into events per second and states now. An event that only one end knows is left out. */
export function vmTables(before: HostCounts, after: HostCounts, window: Seconds): Pick<HostDelta, 'vm' | 'vmNow'> {
  const names = Object.entries(after);
  return {
    vm: Object.fromEntries(
      names.filter(([name]) => !isGauge(name)).flatMap(([name, to]) => rateRow(name, before[name], to, window)),
    ),
    vmNow: Object.fromEntries(names.filter(([name]) => isGauge(name))),
  };
}
