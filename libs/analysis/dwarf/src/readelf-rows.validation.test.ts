import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { unwrap } from '@ai-perf/core-result';
import { readElfModule } from '@ai-perf/analysis-symbols';
import { fileSource, missingTools } from '@ai-perf/tools-elf-bed';
import { expect, test } from 'vitest';
import { commonEntries, functionOffsets, readFunction, rowsOf, rule } from './index.ts';
import type { FrameSection, Row } from './index.ts';

// readelf's names of the registers that it gives a column. see: x86-64 psABI, "DWARF Register Number Mapping"
const names = 'rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 ra'.split(' ');
const candidates = [
  '/lib/x86_64-linux-gnu/libc.so.6',
  '/lib/x86_64-linux-gnu/libstdc++.so.6',
  '/lib64/ld-linux-x86-64.so.2',
  process.execPath,
  '/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so',
];

const missing = missingTools('readelf');

/** `START..END` of each function -> its rows as readelf prints them: one `LOCATION CFA COLUMN=RULE ...` a row. */
function readelfFunctions(path: string): Map<string, string[]> {
  const dump = ['--debug-dump=frames-interp,no-follow-links', path];
  const text = spawnSync('readelf', dump, { encoding: 'latin1', maxBuffer: 2 ** 30 });
  const functions = new Map<string, string[]>();
  const section = text.stdout.split('Contents of the ').find((part) => part.startsWith('.eh_frame')) ?? '';
  for (const entry of section.split('\n\n')) {
    const range = /FDE .*pc=([0-9a-f]+\.\.[0-9a-f]+)/.exec(entry)?.[1];
    if (range === undefined) continue;
    const lines = entry.split('\n').slice(1);
    const columns = (lines.shift() ?? '').trim().split(/\s+/).slice(2);
    functions.set(range, lines.map((line) => withColumns(line, columns)));
  }
  return functions;
}

function withColumns(line: string, columns: readonly string[]): string {
  // A rule that names a register is shown twice: `r1 (rdx)`.
  const [location, cfa, ...rules] = line.replace(/\br\d+ \((\w+)\)/g, '$1').trim().split(/\s+/);
  const shown = rules.map((text, at) => `${columns[at]}=${text}`).filter((text) => !text.endsWith('=u'));
  return [location, cfa, ...shown].join(' ');
}

const hex = (address: number): string => address.toString(16).padStart(16, '0');
const signed = (value: number): string => (value < 0 ? `${value}` : `+${value}`);

function ruleText(row: Row, number: number): string {
  const value = row.values[number] ?? 0;
  switch (row.rules[number]) {
    case rule.offset:
      return `c${signed(value)}`;
    case rule.valueOffset:
      return `v${signed(value)}`;
    case rule.register:
      return names[value] ?? '';
    case rule.sameValue:
      return 's';
    case rule.expression:
      return 'exp';
    case rule.valueExpression:
      return 'vexp';
    default:
      return 'u';
  }
}

function rowText(location: number, row: Row): string {
  const cfa = row.cfaExpression === null ? `${names[row.cfaRegister]}${signed(row.cfaOffset)}` : 'exp';
  const rules = names.map((name, number) => `${name}=${ruleText(row, number)}`).filter((text) => !text.endsWith('=u'));
  return [hex(location), cfa, ...rules].join(' ');
}

function sectionOf(path: string): FrameSection {
  const section = unwrap(readElfModule(fileSource(path))).section('.eh_frame');
  return { kind: 'eh_frame', address: section?.address ?? 0, bytes: section?.bytes ?? new Uint8Array() };
}

function ownFunctions(section: FrameSection): Map<string, string[]> {
  const commonAt = commonEntries(section);
  const functions = new Map<string, string[]>();
  for (const at of functionOffsets(section)) {
    const entry = readFunction(section, at, commonAt);
    if (entry === null) throw new Error(`unreadable entry at ${at}`);
    const rows = rowsOf(section, entry) ?? [];
    const texts = rows.map(({ location, row }) => rowText(location, row));
    functions.set(`${hex(entry.start)}..${hex(entry.end)}`, texts);
  }
  return functions;
}

test.for(candidates)('every row of call frame information in %s equals readelf', (path, { skip }) => {
  skip(missing !== '' || !existsSync(path), missing === '' ? `${path} is not here` : missing);
  const peer = readelfFunctions(path);
  const own = ownFunctions(sectionOf(path));
  expect([...own.keys()].sort()).toEqual([...peer.keys()].sort());
  let rows = 0;
  for (const [range, expected] of peer) {
    // readelf prints nothing for a function that keeps the row of its common entry.
    if (expected.length === 0) continue;
    if (own.get(range)?.join('\n') !== expected.join('\n')) expect(own.get(range)).toEqual(expected);
    rows += expected.length;
  }
  console.log(`${path}: ${own.size} functions, ${rows} rows equal`);
});
