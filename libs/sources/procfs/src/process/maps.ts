import { mapResult, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Kibibytes } from '@ai-perf/core-units';
import { parseMaps } from '@ai-perf/core-wire';
import type { Mapping } from '@ai-perf/core-wire';
import { parseKibibyteTable } from '../host/memory.ts';
import { readTaskFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** Mappings in address order. see: proc_pid_maps(5) */
export const readMaps = (tgid: number, root: ProcRoot = '/proc'): Result<readonly Mapping[]> =>
  mapResult(readTaskFile(`${root}/${tgid}/maps`, ok), (text) => parseMaps(text).mappings);

/** Sums over all mappings (`Rss`, `Pss`, `Private_Dirty`, `Swap`): walks the page tables. see: proc_pid_smaps(5) */
export const readSmapsRollup = (tgid: number, root: ProcRoot = '/proc'): Result<Readonly<Record<string, Kibibytes>>> =>
  readTaskFile(`${root}/${tgid}/smaps_rollup`, (text) => ok(parseKibibyteTable(text)));
