import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { numberOf, timeOf } from './cell-text.ts';
import { csvRows } from './csv-rows.ts';
import { lineProblem } from './problems.ts';

/** One row of a table of metrics. */
export interface MetricRow {
  /** As it stands in the file. */
  readonly timestamp: string;
  /** Seconds since 1970; the number of the row where the table has no times. */
  readonly time: number;
  /** One number a metric, NaN where it is missing. */
  readonly values: Float64Array;
  /** As they stand in the file. */
  readonly texts: readonly string[];
}

/** Rows of a table, with the names of its metrics. */
export interface MetricRows {
  readonly metrics: readonly string[];
  readonly rows: readonly MetricRow[];
}

export interface TableOptions {
  readonly signal?: AbortSignal;
  /** Take the rows in the order of the file, whatever their times say. */
  readonly anyOrder?: boolean;
  /** Accept a table without a column of times. */
  readonly timeOptional?: boolean;
}

const timeNames = new Set(['timestamp', 'time', 'datetime', 'date', 'ts']);

/**
 * Streams a table of metrics: a column of times that rise from row to row, and one column of numbers a metric. Ends
 * after the first Problem.
 */
export async function* metricRows(path: string, options: TableOptions = {}): AsyncGenerator<Result<MetricRows>> {
  const reader = new RowReader(path, options);
  for await (const batch of csvRows(path, options.signal)) {
    const read = batch.ok ? reader.read(batch.value.line, batch.value.rows) : batch;
    yield read;
    if (!read.ok) return;
  }
  const end = reader.end();
  if (end !== null) yield err(end);
}

type Moment = Pick<MetricRow, 'timestamp' | 'time'>;

/** Judges row after row; knows the header and the time of the row before. */
class RowReader {
  private readonly path: string;
  private readonly options: TableOptions;
  private header: readonly string[] | null = null;
  private timeColumn = -1;
  private metrics: readonly string[] = [];
  private lastTime = -Infinity;
  private count = 0;

  constructor(path: string, options: TableOptions) {
    this.path = path === '-' ? 'standard input' : path;
    this.options = options;
  }

  read(line: number, rows: readonly (readonly string[])[]): Result<MetricRows> {
    const found: MetricRow[] = [];
    for (const [at, cells] of rows.entries()) {
      if (cells.length === 0) continue;
      const row = this.header === null ? this.takeHeader(cells) : this.rowOf(cells, line + at);
      if (!row.ok) return row;
      if (row.value !== null) found.push(row.value);
    }
    return ok({ metrics: this.metrics, rows: found });
  }

  end(): Problem | null {
    if (this.count > 0) return null;
    return usageProblem('no-rows', {
      what: `there is nothing to judge in ${this.path}`,
      why: 'it has a header and no row',
      fix: 'add rows below the header',
    });
  }

  private takeHeader(cells: readonly string[]): Result<null> {
    this.header = cells;
    this.timeColumn = cells.findIndex((name) => timeNames.has(name.toLowerCase()));
    this.metrics = cells.filter((_, column) => column !== this.timeColumn);
    const why = this.whyNot(cells);
    if (why === null) return ok(null);
    const fix = 'the first line names the columns, for example: timestamp,value';
    return err(usageProblem('wrong-columns', { what: `cannot use the columns of ${this.path}`, why, fix }));
  }

  private whyNot(cells: readonly string[]): string | null {
    const named = cells.slice(0, 8).join(', ').slice(0, 200);
    const timeless = this.timeColumn < 0 && this.options.timeOptional !== true;
    if (timeless) return `none is called timestamp; there are: ${named}`;
    if (this.metrics.length === 0) return 'there is no column beside the times';
    if (this.metrics.some((name) => name === '')) return 'a column has no name';
    return new Set(cells).size < cells.length ? `two columns have the same name: ${named}` : null;
  }

  private rowOf(cells: readonly string[], line: number): Result<MetricRow> {
    if (cells.length !== this.header?.length) return this.refuse('wrong-columns', line, this.widthOf(cells));
    const timestamp = cells[this.timeColumn] ?? String(this.count);
    const time = timeOf(timestamp);
    if (time === null) return this.refuse('not-a-time', line, notATime(timestamp));
    if (!this.inOrder(time)) return this.refuse('unsorted', line, this.notLater(time));
    return this.numbersOf(cells, { timestamp, time }, line);
  }

  private numbersOf(cells: readonly string[], when: Moment, line: number): Result<MetricRow> {
    const texts = cells.filter((_, column) => column !== this.timeColumn);
    const values = new Float64Array(texts.length);
    for (const [at, text] of texts.entries()) {
      const value = numberOf(text);
      if (value === null) return this.refuse('not-a-number', line, notANumber(text));
      values[at] = value;
    }
    this.lastTime = when.time;
    this.count++;
    return ok({ ...when, values, texts });
  }

  private inOrder(time: number): boolean {
    return time > this.lastTime || this.options.anyOrder === true;
  }

  private refuse(code: string, line: number, text: Pick<Problem, 'why' | 'fix'>): Result<never> {
    return err(lineProblem(code, this.path, line, text));
  }

  private widthOf(cells: readonly string[]): Pick<Problem, 'why' | 'fix'> {
    const wanted = this.header?.length ?? 0;
    return { why: `it has ${cells.length} cells, the header names ${wanted}`, fix: 'write one cell a column' };
  }

  private notLater(time: number): Pick<Problem, 'why' | 'fix'> {
    const why = `its time is ${time === this.lastTime ? 'that' : 'before that'} of the row above`;
    return { why, fix: 'sort the rows by time and drop doubles, or take them as they are with --any-order' };
  }
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 40));

const notATime = (text: string): Pick<Problem, 'why' | 'fix'> => ({
  why: `${shown(text)} is no time`,
  fix: 'write 2026-01-31T12:00:00Z, 2026-01-31 12:00:00 or seconds since 1970',
});

const notANumber = (text: string): Pick<Problem, 'why' | 'fix'> => ({
  why: `${shown(text)} is no number`,
  fix: 'write a number, or nothing where the value is missing',
});
