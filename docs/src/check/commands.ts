import { optionFlags } from '@ai-perf/core-cli';
import type { AnyTool } from '@ai-perf/core-cli';

/** What a command line of a page may name. */
export interface KnownCommands {
  /** Scripts of the root package.json. */
  readonly scripts: ReadonlySet<string>;
  /** Tools by every name they run under: `ai-perf record`, `flamegraph`. */
  readonly tools: ReadonlyMap<string, AnyTool>;
}

/** Programs that are not ours and may stand in a page. */
const foreign = new Set('apt-get cat cd curl export git less node perf sysctl tar vitest'.split(' '));

/** Why a line of a `sh` block could not be typed as it stands, or null. */
export function badCommand(line: string, known: KnownCommands): string | null {
  const [program, ...rest] = wordsOf(line);
  if (program === undefined) return null;
  if (program === 'npm') return badScript(rest, known);
  if (program === 'ai-perf') return badVerb(rest, known);
  const tool = known.tools.get(program);
  if (tool !== undefined) return badFlag(tool, rest);
  return foreign.has(program) ? null : `unknown command ${program}`;
}

// Without remarks, redirections, and what only says how a program is started.
function wordsOf(line: string): string[] {
  const words = line.replace(/(?:^|\s)[#|>].*$/, '').split(/\s+/).filter((word) => word !== '');
  const start = words.findIndex((word) => word !== 'sudo' && word !== 'npx');
  return start < 0 ? [] : words.slice(start);
}

function badVerb([verb, ...rest]: readonly string[], { tools }: KnownCommands): string | null {
  if (verb === undefined || verb.startsWith('-')) return null;
  const tool = tools.get(`ai-perf ${verb}`);
  return tool === undefined ? `unknown command ai-perf ${verb}` : badFlag(tool, rest);
}

function badScript(words: readonly string[], { scripts }: KnownCommands): string | null {
  const [verb = '', name = ''] = words;
  if (verb === 'run') return scripts.has(name) ? null : `no script ${name}`;
  if (verb === 'test') return scripts.has('test') ? null : 'no script test';
  return ['ci', 'i', 'install'].includes(verb) ? null : `unknown npm ${verb}`;
}

// Flags after `--` belong to the command that is measured.
function badFlag(tool: AnyTool, words: readonly string[]): string | null {
  const declared = new Set(optionFlags(tool).flatMap(({ flags = '' }) => flags.match(/(?<=^|[\s,])--?[\w-]+/g) ?? []));
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  const flags = own.filter((word) => /^-/.test(word)).map((word) => word.replace(/=.*$/, ''));
  const wrong = flags.find((flag) => !declared.has(flag) && !['--json', '--help', '-h', '--version'].includes(flag));
  return wrong === undefined ? null : `${tool.name} has no option ${wrong}`;
}
