// F26 every small write is made durable at once, F27 a file is written one byte at a time.
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import { pick } from '@ai-perf/tools-workloads';
import { graded, processOf, rateOf, startFault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { diskFlushes, writeCalls } from '../signals/proc-files.ts';

/** see: TMPFS_MAGIC and RAMFS_MAGIC in include/uapi/linux/magic.h */
const memoryFileSystems = new Set([0x01021994, 0x858458f6]);

export const fsyncStorm: Fault = {
  id: 'F26',
  title: 'every small write is made durable at once',
  async inject(injection) {
    const { folder } = injection.session;
    if (memoryFileSystems.has((await statfs(folder)).type)) return err(noDisk(folder));
    const think = graded(injection.intensity, [1_000_000, 200_000, 0]);
    const path = join(folder, 'journal');
    const started = await startFault(injection, { program: 'fsync-storm' }, `path=${path}`, `think=${think}`);
    if (!started.ok) return started;
    return ok({
      label: { resource: 'disk', mechanism: 'fsync-storm', culprit: processOf(started.value.pid), site: null },
      processes: [started.value],
      signal: rateOf('flushes of the disks', '/s', 100, diskFlushes),
    });
  },
};

const noDisk = (folder: string): ReturnType<typeof problem> =>
  problem('no-disk', {
    what: 'cannot make a disk flush',
    why: `${folder} lies in memory`,
    fix: 'set TMPDIR to a folder on a disk',
  });

export const tinyWrites: Fault = {
  id: 'F27',
  title: 'a file is written one byte at a time',
  async inject(injection) {
    const { folder, random } = injection.session;
    const path = pick(random, ['/dev/null', join(folder, 'report')]);
    const duty = graded(injection.intensity, [60, 80, 100]);
    const started = await startFault(injection, { program: 'tiny-writes' }, `path=${path}`, `duty=${duty}`);
    if (!started.ok) return started;
    const { pid } = started.value;
    return ok({
      label: { resource: 'file', mechanism: 'tiny-writes', culprit: processOf(pid), site: null },
      processes: [started.value],
      signal: rateOf('write calls of the program', '/s', 50_000, () => writeCalls(pid)),
    });
  },
};
