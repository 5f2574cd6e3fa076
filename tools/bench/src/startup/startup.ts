// `npm run bench:startup`: how long each tool takes to start, beside a Node that does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { as } from '@ai-perf/core-units';
import type { Milliseconds } from '@ai-perf/core-units';
import { usageProblem } from '@ai-perf/core-result';
import { complain } from '../text/problem-text.ts';
import { parseWords } from '../text/words.ts';
import { columnsText } from '../text/columns.ts';
import type { Column } from '../text/columns.ts';
import { interleave } from '../paired/interleave.ts';
import type { Subject } from '../paired/interleave.ts';
import { summarise } from '../paired/summary.ts';
import type { Summary } from '../paired/summary.ts';

/** The part of the registry of tools that this bench reads. */
interface Entry {
  readonly name: string;
  readonly verbs: readonly string[];
  readonly executable: boolean;
}

export interface StartupReport {
  readonly rows: readonly Summary<Milliseconds>[];
  /** Commands that did not end with status 0, which is no start-up at all. */
  readonly failed: readonly string[];
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const columns: readonly Column<Summary<Milliseconds>>[] = [
  { title: 'command', text: ({ name }) => name },
  { title: 'median', align: 'right', text: ({ median }) => `${median.toFixed(1)} ms` },
  { title: 'min', align: 'right', text: ({ min }) => min.toFixed(1) },
  { title: 'max', align: 'right', text: ({ max }) => max.toFixed(1) },
  { title: 'ratio', align: 'right', text: ({ ratio }) => ratio.toFixed(2) },
];

const usage = 'npm run bench:startup -- [--rounds 15] [--json]';
const wrongRounds = usageProblem('usage', { what: 'wrong usage', why: '--rounds is a count from 1', fix: usage });

/** @returns 0 measured, 2 wrong usage, 3 a tool does not start */
export async function startupCommand(args: readonly string[], stop: AbortSignal): Promise<number> {
  const words = parseWords(args, { rounds: { type: 'string' }, json: { type: 'boolean' } } as const, usage);
  if (!words.ok) return complain(words.problem);
  const { values } = words.value;
  const rounds = Number(values.rounds ?? 15);
  if (!Number.isInteger(rounds) || rounds < 1) return complain(wrongRounds);
  const report = await measureStartup(rounds, stop);
  process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : columnsText(columns, report.rows));
  for (const name of report.failed) process.stderr.write(`does not start: ${name}\n`);
  return report.failed.length === 0 ? 0 : 3;
}

export async function measureStartup(rounds: number, stop: AbortSignal): Promise<StartupReport> {
  const nothing = subjectOf('node -e 0', ['-e', '0']);
  const commands = await toolCommands();
  const failed = commands.filter(([, words]) => start(words) !== 0).map(([name]) => name);
  const tools = commands.filter(([name]) => !failed.includes(name)).map(([name, words]) => subjectOf(name, words));
  const [baseline, ...series] = await interleave([nothing, ...tools], rounds, stop);
  if (baseline === undefined) return { rows: [], failed };
  return { rows: [baseline, ...series].flatMap((one) => summarise(one, baseline) ?? []), failed };
}

type Command = readonly [name: string, words: readonly string[]];

// `--version` is the launcher alone; `--help` loads the tool with all that it imports before it says a word.
async function toolCommands(): Promise<readonly Command[]> {
  const aiPerf = `${root}stages/5-agent/agent/bin/ai-perf.mjs`;
  if (!existsSync(aiPerf)) return [];
  const entries = await registry();
  const verbs = entries.flatMap(({ verbs: [verb] }): Command[] =>
    verb === undefined ? [] : [[`ai-perf ${verb} --help`, [aiPerf, verb, '--help']]],
  );
  const own = entries
    .filter(({ executable }) => executable)
    .map(({ name }): Command => [`${name} --version`, [`${root}node_modules/.bin/${name}`, '--version']]);
  return [['ai-perf --version', [aiPerf, '--version']], ...own, ...verbs];
}

// By a name that the compiler does not see: the harness must build and run while the tools under test do not.
async function registry(): Promise<readonly Entry[]> {
  const agent = '@ai-perf/agent';
  return ((await import(agent)) as { toolEntries: readonly Entry[] }).toolEntries;
}

const subjectOf = (name: string, words: readonly string[]): Subject<Milliseconds> => ({
  name,
  run: async () => {
    const started = performance.now();
    start(words);
    return as<Milliseconds>(performance.now() - started);
  },
});

const start = (words: readonly string[]): number | null =>
  spawnSync(process.execPath, words, { stdio: 'ignore' }).status;
