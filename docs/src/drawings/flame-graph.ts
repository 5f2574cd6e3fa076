import type { Drawing } from './drawing.ts';
import { box, words } from './shapes.ts';
import type { Tone } from './shapes.ts';

const left = 330;
const unit = 50;

interface Bar {
  readonly label: string;
  readonly from: number;
  readonly weight: number;
  readonly depth: number;
  readonly tone: Tone;
}

const bars: readonly Bar[] = [
  { label: 'all  8', from: 0, weight: 8, depth: 0, tone: 'soft' },
  { label: 'main  8', from: 0, weight: 8, depth: 1, tone: 'warm' },
  { label: 'idle  2', from: 0, weight: 2, depth: 2, tone: 'warm' },
  { label: 'serve  6', from: 2, weight: 6, depth: 2, tone: 'warm' },
  { label: 'lock  1', from: 2, weight: 1, depth: 3, tone: 'warm' },
  { label: 'parse  5', from: 3, weight: 5, depth: 3, tone: 'warm' },
  { label: 'scan  3', from: 3, weight: 3, depth: 4, tone: 'warm' },
];

const folded = ['main;idle 2', 'main;serve;lock 1', 'main;serve;parse 2', 'main;serve;parse;scan 3'];

export const flameGraph: Drawing = {
  name: 'flame-graph',
  title: 'Folded stacks and the flame graph made of them: the width of a box is the number of samples below it',
  size: [760, 260],
  marks: [
    words([20, 40], 'Folded: a stack a line', 'strong'),
    ...folded.map((line, row) => box({ at: [20, 60 + 34 * row], size: [240, 26], tone: 'soft', label: line })),
    words([left, 40], 'Drawn: width is weight, not time from left to right', 'strong'),
    ...bars.map(({ label, from, weight, depth, tone }) =>
      box({ at: [left + unit * from, 196 - 32 * depth], size: [unit * weight, 30], tone, label }),
    ),
    words([left, 246], 'parse is 5 wide and scan covers 3 of it: 2 samples were in parse itself.', 'note'),
  ],
};
