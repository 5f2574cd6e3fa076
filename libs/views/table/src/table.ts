import type { Style } from '@ai-perf/core-cli';
import { clip, displayWidth, escapeTerminal } from '@ai-perf/core-text';
import { paint } from './paint.ts';
import type { Paint } from './paint.ts';

export interface Column<Row> {
  readonly title: string;
  /** Text of the cell as the host gave it: the table escapes it. */
  readonly text: (row: Row) => string;
  /** Numbers stand to the right. */
  readonly align?: 'left' | 'right';
  readonly paint?: (row: Row) => Paint | null;
  /** Gives way, with `…`, when the table is wider than the terminal. */
  readonly shrinks?: boolean;
}

const gap = '  ';
const narrowest = 8;

/** Rows under their titles, each line ending in a line feed; no wider than the terminal where columns may shrink. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string {
  const titles = columns.map(({ title }) => escapeTerminal(title));
  const cells = rows.map((row) => columns.map((column) => escapeTerminal(column.text(row))));
  const widths = fitted(columns, naturalWidths([titles, ...cells]), style.columns);
  const head = paint(
    line(columns, titles, widths, (_, text) => text),
    'dim',
    style,
  );
  const body = rows.map((row, at) =>
    line(columns, cells[at] ?? [], widths, (column, text) => paint(text, column.paint?.(row) ?? null, style)),
  );
  return [head, ...body].map((text) => `${text}\n`).join('');
}

function naturalWidths(lines: readonly (readonly string[])[]): number[] {
  const [first = []] = lines;
  return first.map((_, at) => lines.reduce((width, cells) => Math.max(width, displayWidth(cells[at] ?? '')), 0));
}

// The widest of the columns that may shrink gives way first.
function fitted<Row>(columns: readonly Column<Row>[], natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const room = available - gap.length * (columns.length - 1);
  for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
    const victims = widths.map((width, at) => (columns[at]?.shrinks === true && width > narrowest ? width : 0));
    const widest = Math.max(...victims);
    if (widest === 0) return widths;
    const second = Math.max(narrowest, ...victims.filter((width) => width < widest));
    const many = victims.filter((width) => width === widest).length;
    const cut = Math.max(1, Math.min(widest - second, Math.floor(over / many)));
    widths[victims.indexOf(widest)] = widest - cut;
  }
  return widths;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

// A painter decides the colour of each cell of one line.
type Painter<Row> = (column: Column<Row>, text: string) => string;

function line<Row>(
  columns: readonly Column<Row>[],
  cells: readonly string[],
  widths: readonly number[],
  painter: Painter<Row>,
): string {
  const padded = columns.map((column, at) => {
    const text = clip(cells[at] ?? '', widths[at] ?? 0);
    const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - displayWidth(text)));
    const painted = painter(column, text);
    if (column.align === 'right') return space + painted;
    return at === columns.length - 1 ? painted : painted + space;
  });
  return padded.join(gap).trimEnd();
}
