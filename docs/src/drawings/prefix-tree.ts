import type { Drawing } from './drawing.ts';
import type { Mark, Point } from './shapes.ts';
import { arrow, box, words } from './shapes.ts';

const samples = ['main › serve › parse', 'main › serve › lock', 'main › serve › parse', 'main › idle'];

interface Node {
  readonly at: Point;
  readonly label: string;
  readonly parent: number;
  readonly weight: number;
}

const nodes: readonly Node[] = [
  { at: [500, 60], label: '0 main', parent: -1, weight: 0 },
  { at: [430, 130], label: '1 serve', parent: 0, weight: 0 },
  { at: [370, 200], label: '2 parse', parent: 1, weight: 2 },
  { at: [490, 200], label: '3 lock', parent: 1, weight: 1 },
  { at: [580, 130], label: '4 idle', parent: 0, weight: 1 },
];

function branch({ at: [x, y], parent }: Node): Mark[] {
  const above = nodes[parent]?.at;
  return above === undefined ? [] : [arrow([[x + 45, y], [above[0] + 45, above[1] + 30]])];
}

function leaf({ at: [x, y], label, weight }: Node): Mark[] {
  const count = weight === 1 ? '1 sample' : `${weight} samples`;
  const own = weight === 0 ? [] : [words([x + 45, y + 47], count, 'note', 'middle')];
  return [box({ at: [x, y], size: [90, 30], tone: weight === 0 ? 'soft' : 'warm', label }), ...own];
}

const column = (x: number, title: string, values: readonly string[]): Mark[] => [
  words([x + 32, 322], title, 'note', 'middle'),
  ...values.map((value, row) => box({ at: [x, 332 + 24 * row], size: [64, 24], label: value })),
];

export const prefixTree: Drawing = {
  name: 'prefix-tree',
  title: 'Four stacks share their beginnings: a prefix tree of five rows, stored as two columns, frame and parent',
  size: [760, 470],
  marks: [
    words([20, 40], 'What was sampled', 'strong'),
    ...samples.map((sample, row) => box({ at: [20, 60 + 34 * row], size: [220, 26], tone: 'soft', label: sample })),
    arrow([[256, 122], [340, 122]]),
    words([370, 40], 'Each beginning is stored once', 'strong'),
    ...nodes.flatMap(branch),
    ...nodes.flatMap(leaf),
    words([20, 300], 'As two columns of numbers', 'strong'),
    ...column(20, 'row', nodes.map((_, row) => String(row))),
    ...column(84, 'frame', nodes.map(({ label }) => label.slice(2))),
    ...column(148, 'parent', nodes.map(({ parent }) => String(parent))),
    words([250, 350], 'A parent stands before its children: one pass from the last row', 'note'),
    words([250, 367], 'to the first adds every child to its parent, and the inclusive', 'note'),
    words([250, 384], 'weight of every frame is there. No recursion, no maps.', 'note'),
    words([250, 414], 'A sample is then three numbers: when, which row, how much.', 'note'),
  ],
};
