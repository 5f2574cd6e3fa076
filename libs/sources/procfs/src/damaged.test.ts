// Recorded files with bytes changed, lost and doubled at random (but the same every time): no parser may throw, and
// what it gives holds no NaN and no infinity.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Result } from '@ai-perf/core-result';
import { parsePressure } from '@ai-perf/core-kernel-text';
import { expect, test } from 'vitest';
import {
  parseCpuInfo, parseCurrentCall, parseDisks, parseHostStat, parseInterrupts, parseLimits, parseLoadAverage,
  parseMemory, parseNetTables, parseProcessIo, parseProcessStat, parseProcessStatus, parseSchedStat, parseUptime,
  parseVmCounters,
} from './index.ts';

type Parse = (text: string) => Result<unknown>;

const root = fileURLToPath(new URL('../fixtures/steppers/input/proc/', import.meta.url));
const hostFiles: readonly (readonly [string, Parse])[] = [
  ['stat', parseHostStat], ['loadavg', parseLoadAverage], ['uptime', parseUptime], ['meminfo', parseMemory],
  ['vmstat', parseVmCounters], ['diskstats', parseDisks], ['interrupts', parseInterrupts], ['cpuinfo', parseCpuInfo],
  ['pressure/io', parsePressure], ['self/net/snmp', parseNetTables], ['self/net/netstat', parseNetTables],
];
const taskFiles: readonly (readonly [string, Parse])[] = [
  ['stat', parseProcessStat], ['status', parseProcessStatus], ['io', parseProcessIo], ['schedstat', parseSchedStat],
  ['syscall', parseCurrentCall], ['limits', parseLimits],
];
const first = readdirSync(root).filter((name) => /^\d{2,}$/.test(name)).sort()[0];
const cases = [...hostFiles, ...taskFiles.map(([file, parse]) => [`${first}/${file}`, parse] as const)];

/** Numerical Recipes' generator: enough to choose a place and a byte. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function damage(bytes: Buffer, choose: (below: number) => number): string {
  const copy = Buffer.from(bytes);
  const at = choose(copy.length);
  const kind = choose(3);
  if (kind === 0) copy[at] = choose(256);
  // Lost bytes, or some that come again.
  const next = kind === 1 ? at + 1 + choose(40) : Math.max(0, at - choose(40));
  const parts = kind === 0 ? [copy] : [copy.subarray(0, at), copy.subarray(next)];
  return Buffer.concat(parts).toString('utf8');
}

function hasOnlyRealNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasOnlyRealNumbers);
}

test.each(cases)('%s survives 400 kinds of damage', (file, parse) => {
  const bytes = readFileSync(`${root}${file}`);
  const choose = generator(bytes.length);
  for (let round = 0; round < 400; round += 1) {
    const text = damage(bytes, choose);
    expect(hasOnlyRealNumbers(parse(text)), text).toBe(true);
  }
});

test.each(cases)('%s is understood before it is damaged', (file, parse) => {
  expect(parse(readFileSync(`${root}${file}`, 'utf8'))).toMatchObject({ ok: true });
});
