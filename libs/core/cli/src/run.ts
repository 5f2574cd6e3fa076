import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { escapeJson } from '@ai-perf/core-text';
import { Command, CommanderError } from 'commander';
import type { z } from 'zod';
import { exitCode, exitCodeOf } from './exit.ts';
import type { Io } from './io.ts';
import { declareOptions, namedArguments, optionFlags } from './options.ts';
import { printProblem } from './problem-text.ts';
import type { AnyTool } from './tool.ts';

interface Parsed {
  readonly options: unknown;
  readonly json: boolean;
}

/**
 * Runs a tool with the words of its command line and returns the exit code; never throws.
 * `calledAs` is what the person typed (`ai-perf record`, `mytop`), for usage and messages.
 */
export async function runTool(
  tool: AnyTool,
  argv: readonly string[],
  io: Io,
  calledAs: string = tool.name,
): Promise<number> {
  try {
    const parsed = parse(tool, argv, io, calledAs);
    if (typeof parsed === 'number') return parsed;
    if (!parsed.ok) return fail(io, calledAs, parsed);
    return await print(tool, parsed.value, io, calledAs);
  } catch (thrown) {
    return reportBug(io, calledAs, thrown);
  }
}

function fail(io: Io, calledAs: string, failed: Extract<Result<unknown>, { ok: false }>): number {
  printProblem(io, calledAs, failed.problem);
  return exitCodeOf(failed.problem);
}

async function print(tool: AnyTool, { options, json }: Parsed, io: Io, calledAs: string): Promise<number> {
  const running = tool.run(options as never, { ...io, json });
  const stream = isIterable(running);
  const results = stream ? running : [await running];
  let code: number = exitCode.nothing;
  for await (const result of results) {
    if (!result.ok) return fail(io, calledAs, result);
    io.out.write(json ? jsonText(tool, result.value, stream) : tool.render.text(result.value, styleOf(io)));
    code = Math.max(code, tool.exitCode?.(result.value) ?? exitCode.nothing);
  }
  return code;
}

// One document is laid out for reading; a stream is NDJSON.
function jsonText(tool: AnyTool, output: unknown, stream: boolean): string {
  const value = tool.render.json?.(output) ?? output;
  return `${escapeJson(stream ? JSON.stringify(value) : JSON.stringify(value, null, 2))}\n`;
}

const styleOf = (io: Io): { colour: boolean; columns: number } => ({ colour: io.colour, columns: io.columns });

function isIterable<T>(running: Promise<T> | AsyncIterable<T>): running is AsyncIterable<T> {
  return Symbol.asyncIterator in running;
}

function parse(tool: AnyTool, argv: readonly string[], io: Io, calledAs: string): number | Result<Parsed> {
  const command = commandOf(tool, io, calledAs);
  try {
    command.parse([...argv], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.nothing : exitCode.usage;
    throw thrown;
  }
  const { json, ...flags } = command.opts<Record<string, unknown> & { json?: boolean }>();
  const judged = tool.options.safeParse({ ...flags, ...namedArguments(tool, command.processedArgs) });
  if (!judged.success) return err(badOption(calledAs, judged.error));
  return ok({ options: judged.data, json: json === true });
}

function commandOf(tool: AnyTool, io: Io, calledAs: string): Command {
  const command = new Command(calledAs)
    .description(tool.summary)
    .exitOverride()
    // Words after a command are its own; after a file name they are still ours: `flamegraph p.json --svg p.svg`.
    .passThroughOptions(takesCommand(tool))
    .allowExcessArguments(false)
    .showHelpAfterError(`(${calledAs} --help shows all options)`)
    .configureOutput({ writeOut: (text) => io.out.write(text), writeErr: (text) => io.err.write(text) });
  declareOptions(command, tool);
  if (!command.options.some((option) => option.long === '--json'))
    command.option('--json', 'print JSON and nothing else on stdout');
  command.addHelpText('after', helpFooter(tool));
  return command;
}

const takesCommand = (tool: AnyTool): boolean => optionFlags(tool).some(({ argument }) => argument?.includes('...'));

function helpFooter(tool: AnyTool): string {
  const examples = (tool.examples ?? []).map(([line, shows]) => `  ${line}\n      ${shows}`);
  const lines = [
    '',
    `Cost: ${tool.cost}`,
    'Exit: 0 nothing to report, 1 findings, 2 wrong usage, 3 cannot measure here, 4 a bug of ours',
  ];
  return [...(examples.length === 0 ? [] : ['', 'Examples:', ...examples]), ...lines].join('\n');
}

function badOption(calledAs: string, error: z.ZodError): ReturnType<typeof usageProblem> {
  const issue = error.issues[0];
  return usageProblem('bad-option', {
    what: `option ${issue?.path.join('.') ?? ''} is not usable`,
    why: issue?.message ?? 'unknown',
    fix: `${calledAs} --help`,
  });
}

function reportBug(io: Io, calledAs: string, thrown: unknown): number {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  printProblem(io, calledAs, {
    code: 'bug',
    kind: 'host',
    what: 'this is a bug of ours',
    why: message,
    fix: 'run it again with AI_PERF_DEBUG=1 and report what it prints',
  });
  if (io.env['AI_PERF_DEBUG'] !== undefined && thrown instanceof Error) io.err.write(`${thrown.stack ?? ''}\n`);
  return exitCode.broken;
}
