import type { ThreadTable } from '@ai-perf/core-model';
import { mapResult } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Count } from '@ai-perf/core-units';
import type { ProcRoot } from '../reading.ts';
import { listThreads } from './listing.ts';
import { readWaitChannel } from './sleep.ts';
import { readThreadStat } from './stat.ts';
import type { ProcessStat } from './stat.ts';
import { readSwitches } from './status.ts';
import type { Switches } from './status.ts';

interface Row {
  readonly stat: ProcessStat;
  readonly switches: Switches;
  readonly waitChannel: string | null;
}

/** The threads of one process in columns, by rising tid. One that ends while it is read is left out. */
export function readThreadTable(tgid: number, root: ProcRoot = '/proc'): Result<ThreadTable> {
  return mapResult(listThreads(tgid, root), (tids) => {
    const rows = tids.flatMap((tid) => rowOf(tgid, tid, root));
    return {
      tgid,
      tid: rows.map(({ stat }) => stat.pid),
      comm: rows.map(({ stat }) => stat.comm),
      state: rows.map(({ stat }) => stat.state),
      userTime: rows.map(({ stat }) => stat.userTime),
      systemTime: rows.map(({ stat }) => stat.systemTime),
      switches: rows.map(({ switches }) => switches),
      waitChannel: rows.map(({ waitChannel }) => waitChannel),
    };
  });
}

const none: Switches = { voluntary: 0 as Count, forced: 0 as Count };

function rowOf(tgid: number, tid: number, root: ProcRoot): Row[] {
  const folder = `${root}/${tgid}/task/${tid}`;
  const stat = readThreadStat(tgid, tid, root);
  const switches = readSwitches(folder);
  const channel = readWaitChannel(folder);
  const waitChannel = channel.ok ? channel.value : null;
  if (!stat.ok || !switches.ok) return [];
  return [{ stat: stat.value, switches: switches.value ?? none, waitChannel }];
}
