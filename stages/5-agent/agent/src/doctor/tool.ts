import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { release, userInfo } from 'node:os';
import { defineTool } from '@ai-perf/core-cli';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { z } from 'zod';
import { toolEntries } from '../registry.ts';
import { probeCgroup, probeKernelSymbols, probePressure, probeProcfs, probeTracefs } from './kernel-files.ts';
import { probePerf } from './perf-events.ts';
import { doctorSchema, judgeTool } from './report.ts';
import type { DoctorReport, FacilityReport } from './report.ts';
import { renderReport } from './text.ts';

const require = createRequire(import.meta.url);

const options = z.object({
  tools: z.array(z.string()).default([]).meta({ argument: '[tools...]', description: 'judge these tools only' }),
});

/** Says which kernel facilities and which tools work on this host, and how to mend what does not. */
export const tool = defineTool({
  name: 'doctor',
  summary: 'Say what works on this host, what does not, and how to mend it',
  stage: 5,
  needs: [],
  cost: 'opens a few kernel files and one event of each kind, closes them at once; under 50 ms',
  examples: [['ai-perf doctor', 'every facility and every tool'], ['ai-perf doctor record', 'only what record needs']],
  options,
  output: doctorSchema,
  run: (asked) => examine(asked.tools),
  render: { text: renderReport },
  exitCode: (report) => (report.tools.some(({ state }) => state === 'impossible') ? 3 : 0),
});

async function examine(names: readonly string[]): Promise<Result<DoctorReport>> {
  const unknown = names.find((name) => !toolEntries.some((entry) => entry.name === name));
  if (unknown !== undefined) return err(unknownTool(unknown));
  const entries = toolEntries.filter(({ name }) => name !== 'doctor' && (names.length === 0 || names.includes(name)));
  const tools = await Promise.all(entries.map((entry) => entry.load()));
  const facilities = probeAll();
  const needed = new Set(tools.flatMap(({ needs }) => needs.map((need) => need.facility as string)));
  return ok({
    version: version(),
    node: process.version,
    kernel: release(),
    user: userName(),
    facilities: names.length === 0 ? facilities : facilities.filter(({ facility }) => needed.has(facility)),
    tools: tools.map(({ name, needs }) => judgeTool(name, needs, facilities)),
  });
}

function probeAll(): FacilityReport[] {
  return [probeProcfs(), probePressure(), probeCgroup(), ...probePerf(), probeKernelSymbols(), probeTracefs()];
}

const unknownTool = (name: string): ReturnType<typeof usageProblem> =>
  usageProblem('unknown-tool', {
    what: `cannot judge ${name}`,
    why: `there is no such tool; there are ${toolEntries.map((entry) => entry.name).join(', ')}`,
    fix: 'ai-perf doctor',
  });

function version(): string {
  const path = require.resolve('@ai-perf/agent/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

// A container may run under a uid that has no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
