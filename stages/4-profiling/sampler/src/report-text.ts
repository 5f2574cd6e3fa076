import { countText } from '@ai-perf/analysis-fold';
import type { Style } from '@ai-perf/core-cli';
import { escapeTerminal } from '@ai-perf/core-text';
import { as, formatNanoseconds, formatRatio } from '@ai-perf/core-units';
import type { Nanoseconds, Ratio } from '@ai-perf/core-units';
import { tableText } from '@ai-perf/views-table';
import type { Column } from '@ai-perf/views-table';
import type { FunctionRow, ProfileSummary, RecordOutput } from './summary.ts';

const mostRows = 15;

const columns: readonly Column<FunctionRow>[] = [
  { title: 'self', align: 'right', text: ({ ownShare }) => formatRatio(as<Ratio>(ownShare)) },
  { title: 'total', align: 'right', text: ({ totalShare }) => formatRatio(as<Ratio>(totalShare)) },
  { title: 'function', text: (row) => row.function, shrinks: true },
  { title: 'module', text: moduleOf },
];

/** The top functions of each event, then closing lines in perf's manner, then what the reader must know. */
export function reportText(output: RecordOutput, style: Style): string {
  const tables = output.profiles.map((profile) => profileText(profile, style));
  return [...tables, ...output.notes.map(noteText)].join('');
}

function noteText({ what, why, fix }: RecordOutput['notes'][number]): string {
  const said = `note: ${escapeTerminal(what)}: ${escapeTerminal(why)}\n`;
  return fix === '' ? said : `${said}  try: ${escapeTerminal(fix)}\n`;
}

function profileText(profile: ProfileSummary, style: Style): string {
  const rows = profile.functions.filter(({ own }) => own > 0).slice(0, mostRows);
  const table = rows.length === 0 ? '' : `${tableText(columns, rows, style)}\n`;
  const wrote = profile.file === null ? '' : `[ record: wrote ${escapeTerminal(profile.file)} ]\n`;
  return `${table}${wrote}[ record: ${closingLine(profile)} ]\n`;
}

function closingLine({ event, samples, durationNanoseconds, lost, truncated, throttled }: ProfileSummary): string {
  const took = formatNanoseconds(as<Nanoseconds>(durationNanoseconds));
  const shortfalls = [
    `${countText(lost)} lost`,
    ...(truncated === 0 ? [] : [`${countText(truncated)} stacks cut`]),
    ...(throttled === 0 ? [] : [`throttled ${countText(throttled)} times`]),
  ];
  return `${countText(samples)} samples of ${escapeTerminal(event)} in ${took}, ${shortfalls.join(', ')}`;
}

function moduleOf({ module, space }: FunctionRow): string {
  const name = module === null ? '' : module.slice(module.lastIndexOf('/') + 1);
  return space === 'kernel' || space === 'jit' ? `[${space}]` : name;
}
