import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { fileProblem, interrupted, lineProblem } from './problems.ts';

/** Some rows of a table, as text. */
export interface RowBatch {
  /** Line number of the first row, counted from 1. */
  readonly line: number;
  readonly rows: readonly (readonly string[])[];
}

// Nobody writes such a line on purpose: the file is no CSV, and without a limit it would fill the memory.
const longestLine = 1 << 20;

/** The cells of one line. see: RFC 4180; a quoted cell must end on its line */
export function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  return Array.from(line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?=,|$)/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'),
  );
}

/**
 * Streams a CSV file, or standard input for `-`, in batches of about 64 KiB: the first row of the first batch is the
 * header. An empty line is a row without cells; a byte order mark is left out. Ends after the first Problem.
 */
export async function* csvRows(path: string, signal?: AbortSignal): AsyncGenerator<Result<RowBatch>> {
  const name = path === '-' ? 'standard input' : path;
  try {
    yield* batches(opened(path, signal), name);
  } catch (thrown) {
    yield err(signal?.aborted === true ? interrupted(name) : fileProblem('read', name, thrown));
  }
}

function opened(path: string, signal: AbortSignal | undefined): Readable {
  const stream: Readable = path === '-' ? process.stdin : createReadStream(path);
  stream.setEncoding('utf8');
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

async function* batches(stream: Readable, name: string): AsyncGenerator<Result<RowBatch>> {
  let [rest, line] = ['', 1];
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) {
      yield err(lineProblem('line-too-long', name, line + lines.length, tooLong));
      return;
    }
    if (lines.length > 0) yield ok(batchOf(lines, line));
    line += lines.length;
  }
  if (rest !== '') yield ok(batchOf([rest], line));
  else if (line === 1) yield err(empty(name));
}

function batchOf(lines: readonly string[], line: number): RowBatch {
  const bare = line === 1 ? [(lines[0] ?? '').replace(/^\uFEFF/, ''), ...lines.slice(1)] : lines;
  return { line, rows: bare.map((text) => (text.trim() === '' ? [] : cellsOf(text))) };
}

const tooLong = {
  why: 'it is longer than a megabyte: this is no CSV file',
  fix: 'name a text file with a header and one row a line',
};

const empty = (name: string): ReturnType<typeof usageProblem> =>
  usageProblem('empty-file', {
    what: `there is nothing in ${name}`,
    why: 'it has no line at all',
    fix: 'the first line names the columns, for example: timestamp,value',
  });
