// Rows of text under their headings. Every cell is made safe for a terminal here, the one way out.
import { escapeTerminal } from '@ai-perf/core-text';

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'right';
  text(row: Row): string;
}

export function columnsText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => escapeTerminal(column.text(row)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const pad = (text: string, at: number): string =>
    columns[at]?.align === 'right' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  return cells.map((line) => `${line.map(pad).join('  ').trimEnd()}\n`).join('');
}
