import type { AnyTool } from '@ai-perf/core-cli';

/** One tool of the workbook. `load` is called only for the tool that runs, so that start-up stays short. */
export interface ToolEntry {
  /** The tool's own name; also the name of its executable where `executable` is set. */
  readonly name: string;
  /** Verbs of `ai-perf` that run it. */
  readonly verbs: readonly string[];
  /** Runs under its own name too (`npx mytop`). */
  readonly executable: boolean;
  readonly stage: 1 | 2 | 3 | 4 | 5;
  load(): Promise<AnyTool>;
}

/** Every tool, in the order of the workbook. The command line, the docs and `doctor` all read this list. */
export const toolEntries: readonly ToolEntry[] = [
  {
    name: 'mini-strace',
    verbs: ['trace'],
    executable: true,
    stage: 1,
    load: async () => (await import('@ai-perf/mini-strace')).tool,
  },
  {
    name: 'record',
    verbs: ['record'],
    executable: false,
    stage: 4,
    load: async () => (await import('@ai-perf/sampler')).tool,
  },
  {
    name: 'flamegraph',
    verbs: ['flamegraph'],
    executable: true,
    stage: 4,
    load: async () => (await import('@ai-perf/flamegraph')).tool,
  },
  {
    name: 'diagnose',
    verbs: ['diagnose'],
    executable: false,
    stage: 5,
    load: async () => (await import('@ai-perf/diagnoser')).tool,
  },
  {
    name: 'detect',
    verbs: ['detect'],
    executable: false,
    stage: 5,
    load: async () => (await import('@ai-perf/detector')).detect,
  },
  {
    name: 'changepoints',
    verbs: ['changepoints'],
    executable: false,
    stage: 5,
    load: async () => (await import('@ai-perf/detector')).changepoints,
  },
  {
    name: 'rca',
    verbs: ['rca'],
    executable: false,
    stage: 5,
    load: async () => (await import('@ai-perf/detector')).rca,
  },
  {
    name: 'doctor',
    verbs: ['doctor'],
    executable: false,
    stage: 5,
    load: async () => (await import('./doctor/tool.ts')).tool,
  },
];

/** The entry that `ai-perf VERB` runs, or undefined. */
export const entryOfVerb = (verb: string): ToolEntry | undefined =>
  toolEntries.find((entry) => entry.verbs.includes(verb));

/** The entry that runs under `name` as a program of its own, or undefined. */
export const entryOfExecutable = (name: string): ToolEntry | undefined =>
  toolEntries.find((entry) => entry.executable && entry.name === name);
