// CPU time of a snapshot beside that of ps aux, in one interleaved run:
//   npx esbuild stages/5-agent/collector/test/snapshot-cost.ts --bundle --platform=node --format=esm \
//     --conditions=@ai-perf/source | node --input-type=module - /path/to/stepper 3000
import { execFileSync } from 'node:child_process';
import { compareSnapshots } from '@ai-perf/analysis-rates';
import type { HostSnapshot } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import { readProcessStat } from '@ai-perf/sources-procfs';
import { startStepper } from '@ai-perf/tools-fixtures';
import { openSession } from '../src/session.ts';
import { takeSnapshot } from '../src/snapshot/take-snapshot.ts';

const [stepperPath = '', count = '300'] = process.argv.slice(2);
const clock = { monotonic: () => Number(process.hrtime.bigint()) as never };
const rounds = 15;

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function cpuOfChildren(): number {
  const { childUserTime, childSystemTime } = unwrap(readProcessStat(process.pid));
  return (childUserTime + childSystemTime) * 10;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const stepper = await startStepper(stepperPath);
await stepper.tell('children', Number(count));
const session = unwrap(openSession(clock));
const snapshots: HostSnapshot[] = [];
const take = (): number => cpuOf(() => snapshots.push(takeSnapshot(session)));
const first = take();
const [ours, compare] = [[] as number[], [] as number[]];
const childrenBefore = cpuOfChildren();
for (let round = 0; round < rounds; round += 1) {
  ours.push(take());
  const [before, after] = snapshots.slice(-2) as [HostSnapshot, HostSnapshot];
  compare.push(cpuOf(() => compareSnapshots(before, after)));
  execFileSync('ps', ['aux']);
}
const ps = (cpuOfChildren() - childrenBefore) / rounds;
const last = snapshots.at(-1) as HostSnapshot;
const threads = last.processes.reduce((sum, process) => sum + process.threads, 0);
console.log(`${last.processes.length} processes, ${threads} threads; CPU ms`);
const figures = (values: readonly number[]): string =>
  `median ${median([...values]).toFixed(1)}, least ${Math.min(...values).toFixed(1)}`;
console.log(`first snapshot ${first.toFixed(0)}; later: ${figures(ours)}; compare: ${figures(compare)}`);
console.log(`ps aux: mean ${ps.toFixed(1)}`);
await stepper.stop();
