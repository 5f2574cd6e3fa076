import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { entryOfExecutable, entryOfVerb } from './registry.ts';
import type { ToolEntry } from './registry.ts';

const require = createRequire(import.meta.url);

/**
 * Runs `ai-perf VERB ARGUMENTS` or, when called by a tool's own name, that tool. Resolves to the exit code.
 * What is imported before the verb is known is kept small: start-up is measured by tools/bench.
 */
export async function main(calledAs: string, words: readonly string[], process: NodeJS.Process): Promise<number> {
  const own = entryOfExecutable(calledAs);
  if (own !== undefined) return run(own, calledAs, words, process);
  const [verb, ...rest] = words;
  const helpOf = verb === 'help' && rest[0] !== undefined ? entryOfVerb(rest[0]) : undefined;
  if (helpOf !== undefined) return run(helpOf, `ai-perf ${rest[0]}`, ['--help'], process);
  const entry = verb === undefined ? undefined : entryOfVerb(verb);
  if (entry !== undefined) return run(entry, `ai-perf ${verb}`, rest, process);
  return withoutTool(verb, process);
}

async function run(
  entry: ToolEntry,
  calledAs: string,
  words: readonly string[],
  process: NodeJS.Process,
): Promise<number> {
  if (words.length === 1 && words[0] === '--version') return printVersion(calledAs, process);
  const [{ processIo, runTool }, tool] = await Promise.all([import('@ai-perf/core-cli'), entry.load()]);
  return runTool(tool, words, processIo(process), calledAs);
}

async function withoutTool(verb: string | undefined, process: NodeJS.Process): Promise<number> {
  if (verb === '--version' || verb === '-V') return printVersion('ai-perf', process);
  const { overview, unknownVerb } = await import('./overview.ts');
  if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
    process.stdout.write(await overview());
    return verb === undefined ? 2 : 0;
  }
  process.stderr.write(unknownVerb(verb));
  return 2;
}

function printVersion(calledAs: string, process: NodeJS.Process): number {
  const { version } = JSON.parse(readFileSync(require.resolve('@ai-perf/agent/package.json'), 'utf8')) as {
    version: string;
  };
  process.stdout.write(`${calledAs.replace('ai-perf ', '')} ${version}\n`);
  return 0;
}
