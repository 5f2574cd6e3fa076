import { optionFlags, toolSchemas } from '@ai-perf/core-cli';
import type { AnyTool, Need } from '@ai-perf/core-cli';
import type { ToolEntry } from '@ai-perf/agent';
import type { Page } from './code-pages.ts';
import { cell, fence, frontMatter } from './front-matter.ts';
import { fieldsOf } from './schema-fields.ts';

export interface ToolPageParts {
  /** Place in the workbook. */
  readonly order: number;
  readonly entry: ToolEntry;
  readonly tool: AnyTool;
  /** README of the tool's package, where it has one of its own. */
  readonly readme: { readonly origin: string; readonly markdown: string } | null;
  /** File names in docs/recorded. */
  readonly transcripts: readonly string[];
}

/** The page of a tool, made from the object that also makes its command line and its `--help`. */
export function toolPage(parts: ToolPageParts): Page {
  const { entry, tool, readme } = parts;
  const sections = [
    `# ${tool.name}`,
    `${sentence(tool.summary)}`,
    runs(entry),
    ...transcripts(parts),
    ...examples(tool),
    '## Options',
    optionTable(tool),
    '## What it needs',
    needTable(tool.needs),
    '## What it costs',
    sentence(tool.cost),
    '## What `--json` prints',
    outputTable(tool),
    ...(readme === null ? [] : ['## How it works', bodyOf(readme.markdown)]),
  ];
  const head = frontMatter({ origin: readme?.origin ?? 'docs/index.md', order: parts.order });
  return { path: `tools/${entry.name}.md`, markdown: `${head}\n${sections.join('\n\n')}\n` };
}

/** The list of all tools under their stages. */
export function toolIndex(parts: readonly ToolPageParts[]): Page {
  const rows = parts.map(({ entry: { name, stage }, tool }) =>
    `| [${name}](/tools/${name}) | ${stage} | ${cell(sentence(tool.summary))} |`);
  const note = 'Each page is made from the object that also makes the command line, so the two cannot disagree.';
  const table = ['| tool | stage | what it does |', '|---|---|---|', ...rows].join('\n');
  return { path: 'tools/index.md', markdown: `# Tools\n\n${note}\n\n${table}\n` };
}

// Tools write lines for a terminal; a page has sentences.
function sentence(text: string): string {
  const whole = /[.!?]$/.test(text) ? text : `${text}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

function runs({ verbs, executable, name, stage }: ToolEntry): string {
  const names = [...verbs.map((verb) => `\`ai-perf ${verb}\``), ...(executable ? [`\`${name}\``] : [])];
  return `Stage ${stage}; runs as ${names.join(' or ')}.`;
}

function transcripts({ transcripts: names }: ToolPageParts): string[] {
  return names.map((name) => `<<< @/recorded/${name}`);
}

function examples({ examples: list = [] }: AnyTool): string[] {
  if (list.length === 0) return [];
  return ['## Examples', fence('sh', list.map(([command, shows]) => `# ${shows}\n${command}`).join('\n\n'))];
}

function optionTable(tool: AnyTool): string {
  const rows = optionFlags(tool).map((option) => {
    const { fallback } = option;
    const plain = fallback === undefined || fallback === false || typeof fallback === 'object';
    const shown = plain ? '' : `\`${String(fallback)}\``;
    return `| \`${cell(option.flags ?? option.argument ?? '')}\` | ${cell(option.description)} | ${shown} |`;
  });
  const json = '| `--json` | print JSON and nothing else on stdout | |';
  const own = optionFlags(tool).some(({ flags }) => flags?.includes('--json') === true);
  return ['| option | meaning | default |', '|---|---|---|', ...rows, ...(own ? [] : [json])].join('\n');
}

function needTable(needs: readonly Need[]): string {
  if (needs.length === 0) return 'Nothing beyond a Linux kernel.';
  const rows = needs.map((need) => {
    const detail = need.detail === undefined ? '' : ` (${cell(need.detail)})`;
    return `| \`${need.facility}\`${detail} | ${need.optional ? 'does less, and says so' : 'does nothing'} |`;
  });
  const doctor = '`ai-perf doctor` says which of them work on your host.';
  return ['| facility | without it |', '|---|---|', ...rows, '', doctor].join('\n');
}

function outputTable(tool: AnyTool): string {
  const { output } = toolSchemas(tool);
  const rows = fieldsOf(output, 2).map((field) =>
    `| \`${field.path}\` | ${cell(field.type)} | ${cell(field.description)} |`);
  const schema = `::: details JSON schema\n${fence('json', JSON.stringify(output, null, 2))}:::`;
  return rows.length === 0 ? schema : ['| field | type | meaning |', '|---|---|---|', ...rows, '', schema].join('\n');
}

// Without its first heading, the others one level deeper.
const bodyOf = (markdown: string): string => markdown.replace(/^# .*\n+/, '').replace(/^(#+ )/gm, '#$1');
