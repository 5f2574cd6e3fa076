import type { Drawing } from './drawing.ts';
import type { Tone } from './shapes.ts';
import { box, lines, words } from './shapes.ts';

const left = 90;
const width = 320;
const step = 28;

interface Row {
  /** Bytes from the start of the record; null where it depends on what stands before. */
  readonly offset: number | null;
  readonly cells: readonly (readonly [label: string, bytes: number, tone: Tone])[];
}

const word = (label: string, offset: number | null, tone: Tone = 'soft'): Row =>
  ({ offset, cells: [[label, 8, tone]] });

// The order is fixed by the kernel. see: kernel/events/core.c perf_output_sample, perf_event_open(2)
const rows: readonly Row[] = [
  { offset: 0, cells: [['type = 9', 4, 'cool'], ['misc', 2, 'cool'], ['size', 2, 'cool']] },
  word('identifier: which event', 8),
  word('ip', 16),
  { offset: 24, cells: [['pid', 4, 'soft'], ['tid', 4, 'soft']] },
  word('time', 32),
  { offset: 40, cells: [['cpu', 4, 'soft'], ['0', 4, 'soft']] },
  word('period', 48),
  word('nr: entries of the call chain', 56, 'warm'),
  word('PERF_CONTEXT_KERNEL', 64, 'warm'),
  word('kernel addresses, leaf first ...', 72, 'warm'),
  word('PERF_CONTEXT_USER', null, 'warm'),
  word('user addresses, leaf first ...', null, 'warm'),
  word('abi, then the registers asked for', null, 'plain'),
  word('size, a copy of the user stack, dyn_size', null, 'plain'),
];

const cellsOf = ({ offset, cells }: Row, index: number): string[] => {
  const y = 50 + step * index;
  const starts = cells.map((_, cell) => cells.slice(0, cell).reduce((sum, [, bytes]) => sum + bytes, 0));
  const boxes = cells.map(([label, bytes, tone], cell) =>
    box({ at: [left + (width * (starts[cell] ?? 0)) / 8, y], size: [(width * bytes) / 8, step], tone, label }),
  );
  return [words([left - 12, y + 18], offset === null ? '' : String(offset), 'code', 'end'), ...boxes];
};

export const sampleRecord: Drawing = {
  name: 'sample-record',
  title: 'PERF_RECORD_SAMPLE, eight bytes a row: header, fixed fields, call chain, registers and stack copy',
  size: [760, 460],
  marks: [
    words([left, 30], 'PERF_RECORD_SAMPLE, eight bytes a row', 'strong'),
    ...rows.flatMap(cellsOf),
    lines([440, 68], ['header: every record begins so;', 'size leads to the next one']),
    lines([440, 124], [
      'the fields that sample_type asked for,',
      'in the order of the kernel, never',
      'in the order we would like',
    ]),
    lines([440, 264], [
      'call chain: the kernel walked the frame',
      'pointers itself; the two markers say',
      'which addresses belong to which side',
    ]),
    lines([440, 404], [
      'only with --call-graph dwarf: what is',
      'needed to unwind later, without',
      'frame pointers',
    ]),
  ],
};
