import type { Result } from '@ai-perf/core-result';
import type { z } from 'zod';
import type { Io } from './io.ts';

/** Kernel facilities that a tool may stand on; `doctor` has one probe for each. */
export type FacilityName =
  | 'procfs'
  | 'perf-event'
  | 'perf-hardware'
  | 'kernel-symbols'
  | 'tracefs'
  | 'tracepoint'
  | 'uprobe'
  | 'kprobe'
  | 'ptrace'
  | 'bpf'
  | 'btf'
  | 'psi'
  | 'cgroup'
  | 'kernel-module'
  | 'guest'
  | 'file';

/** A thing that must (or, if `optional`, should) be there for the tool to work in full. */
export interface Need {
  readonly facility: FacilityName;
  /** Which tracepoint, event or file. */
  readonly detail?: string;
  readonly optional: boolean;
}

export const facility = (name: FacilityName, detail?: string): Need => need(name, detail, false);
export const optionalFacility = (name: FacilityName, detail?: string): Need => need(name, detail, true);

function need(name: FacilityName, detail: string | undefined, optional: boolean): Need {
  return { facility: name, optional, ...(detail === undefined ? {} : { detail }) };
}

/** How text is laid out for a person. */
export interface Style {
  readonly colour: boolean;
  /** Width of the terminal, 80 where there is none. */
  readonly columns: number;
}

type Shape = z.ZodRawShape;

/**
 * What every tool package exports. The command line, `--help`, the docs page, `doctor` and the agent's
 * tool-calling schema are all made from it, so they cannot disagree.
 */
export interface Tool<Options extends Shape = Shape, Output = unknown> {
  readonly name: string;
  /** One line, no full stop. */
  readonly summary: string;
  readonly stage: 1 | 2 | 3 | 4 | 5;
  readonly needs: readonly Need[];
  /** What it does to the host, measured, with the condition of the measurement. */
  readonly cost: string;
  /** Example command lines, each with what it shows. */
  readonly examples?: readonly (readonly [command: string, shows: string])[];
  /** Every entry carries `.meta({ flags | argument, description })`. */
  readonly options: z.ZodObject<Options>;
  readonly output: z.ZodType<Output>;
  run(options: z.output<z.ZodObject<Options>>, io: Io): Promise<Result<Output>> | AsyncIterable<Result<Output>>;
  readonly render: {
    readonly text: (output: Output, style: Style) => string;
    /** What `--json` prints; the output itself where it is left out. */
    readonly json?: (output: Output) => unknown;
  };
  /** 0 measured and nothing to report, 1 findings, or a traced command's own status. 0 where it is left out. */
  readonly exitCode?: (output: Output) => number;
}

/** Ties the type of `run` and `render` to the schemas. */
export const defineTool = <Options extends Shape, Output>(tool: Tool<Options, Output>): Tool<Options, Output> => tool;

/** Any tool, for lists of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list holds tools of unlike options
export type AnyTool = Tool<any, any>;
