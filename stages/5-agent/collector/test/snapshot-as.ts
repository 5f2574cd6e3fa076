// Run by a test as another user: prints what a snapshot says of the process that is named, and of this one.
import { unwrap } from '@ai-perf/core-result';
import type { Nanoseconds } from '@ai-perf/core-units';
import { openSession } from '../src/session.ts';
import { takeSnapshot } from '../src/snapshot/take-snapshot.ts';

const clock = { monotonic: () => Number(process.hrtime.bigint()) as Nanoseconds };
const { processes, limits } = takeSnapshot(unwrap(openSession(clock)));
const rowOf = (pid: number): unknown => processes.find(({ tgid }) => tgid === pid);
console.log(JSON.stringify({ row: rowOf(Number(process.argv[2])), own: rowOf(process.pid), limits }));
