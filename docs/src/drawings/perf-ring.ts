import type { Drawing } from './drawing.ts';
import { arrow, box, lines, words } from './shapes.ts';

const page = 72;
const left = 120;
const top = 110;
const edge = (index: number): number => left + page * index;

/** see: include/uapi/linux/perf_event.h struct perf_event_mmap_page; kernel/events/ring_buffer.c */
export const perfRing: Drawing = {
  name: 'perf-ring',
  title: 'The perf ring buffer: one control page, then a power of two of data pages between data_tail and data_head',
  size: [760, 330],
  marks: [
    words([20, 30], 'One mmap of 1 + 2ⁿ pages for each CPU', 'strong'),
    box({ at: [20, top], size: [84, 70], tone: 'soft' }),
    lines([62, top + 20], ['data_head', 'data_tail', 'data_size'], 'code', 'middle'),
    words([62, top + 88], 'control page', 'note', 'middle'),
    ...Array.from({ length: 8 }, (_, index) => box({ at: [edge(index), top], size: [page, 70] })),
    box({ at: [edge(2) + 20, top + 8], size: [150, 54], tone: 'warm', label: 'SAMPLE' }),
    box({ at: [edge(2) + 170, top + 8], size: [58, 54], tone: 'cool', label: 'MMAP2' }),
    box({ at: [edge(2) + 228, top + 8], size: [150, 54], tone: 'warm', label: 'SAMPLE' }),
    words([edge(4), top + 88], 'written by the kernel, not yet read', 'note', 'middle'),
    words([edge(1), top + 88], 'free', 'note', 'middle'),
    words([edge(7) + 20, top + 88], 'free', 'note', 'middle'),
    arrow([[edge(2) + 20, 62], [edge(2) + 20, top]], 'warm'),
    words([edge(2) + 20, 54], 'data_tail: we move it after reading (store-release)', 'note', 'middle'),
    arrow([[edge(7) + 18, 82], [edge(7) + 18, top]], 'warm'),
    words([edge(7) + 66, 74], 'data_head: the kernel moves it after writing (we load-acquire)', 'note', 'end'),
    words([20, 240], 'A record that does not fit before the end goes on at the start', 'strong'),
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((index) => box({ at: [edge(index), 256], size: [page, 30] })),
    box({ at: [edge(7) + 22, 260], size: [50, 22], tone: 'warm', label: 'SAM' }),
    box({ at: [edge(0), 260], size: [50, 22], tone: 'warm', label: 'PLE' }),
    words([edge(0), 310], 'Both counters only ever grow; the place in memory is the counter modulo data_size.', 'note'),
  ],
};
