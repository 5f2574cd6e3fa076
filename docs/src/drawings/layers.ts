import type { Drawing } from './drawing.ts';
import type { Mark, Tone } from './shapes.ts';
import { arrow, box, lines, words } from './shapes.ts';

interface Stop {
  readonly name: string;
  readonly folder: string;
  readonly duty: readonly string[];
  readonly tone: Tone;
}

const stops: readonly Stop[] = [
  { name: 'native', folder: 'native/', duty: ['one addon', 'a facility'], tone: 'cool' },
  { name: 'source', folder: 'libs/sources/', duty: ['typed values,', 'batches'], tone: 'cool' },
  { name: 'analysis', folder: 'libs/analysis/', duty: ['pure functions'], tone: 'warm' },
  { name: 'view', folder: 'libs/views/', duty: ['text and bytes'], tone: 'warm' },
  { name: 'tool, agent', folder: 'stages/', duty: ['ask, join,', 'print'], tone: 'soft' },
];

const step = 150;
const core = 'core: units, Result and Problem, domain types, wire formats, the Tool contract';

const stop = ({ name, folder, duty, tone }: Stop, index: number): Mark[] => [
  box({ at: [20 + step * index, 96], size: [118, 54], tone, label: name, voice: 'strong' }),
  words([79 + step * index, 172], folder, 'code', 'middle'),
  lines([79 + step * index, 194], duty, 'note', 'middle'),
  ...(index === 0 ? [] : [arrow([[step * index - 12, 123], [20 + step * index, 123]], 'warm')]),
];

export const layers: Drawing = {
  name: 'layers',
  title: 'Data goes one way: kernel, native addon, source, analysis, view, tool and agent; all speak the types of core',
  size: [760, 280],
  marks: [
    box({ at: [20, 20], size: [118, 40], label: 'Linux kernel', voice: 'text', dashed: true }),
    arrow([[79, 60], [79, 96]], 'warm'),
    words([158, 45], 'perf_event_open, /proc, /sys, BPF, ptrace, tracefs', 'note'),
    ...stops.flatMap(stop),
    box({ at: [20, 226], size: [718, 36], label: core, voice: 'text' }),
  ],
};
