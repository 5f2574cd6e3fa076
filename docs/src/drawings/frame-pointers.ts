import type { Drawing } from './drawing.ts';
import type { Mark, Tone } from './shapes.ts';
import { arrow, bow, box, lines, words } from './shapes.ts';

const left = 200;
const width = 230;
const slot = 30;

const slots: readonly (readonly [label: string, tone: Tone])[] = [
  ['0 (end of the chain)', 'cool'],
  ['locals of main', 'plain'],
  ['return address into main', 'warm'],
  ['saved rbp of main', 'cool'],
  ['locals of serve', 'plain'],
  ['return address into serve', 'warm'],
  ['saved rbp of serve', 'cool'],
  ['locals of parse', 'plain'],
];
const top = (index: number): number => 60 + slot * index;
const middle = (index: number): number => top(index) + slot / 2;

const stack: Mark[] = slots.map(([label, tone], index) =>
  box({ at: [left, top(index)], size: [width, slot], tone, label }));

/** see: arch/x86/events/core.c perf_callchain_user; System V ABI, x86-64 supplement, 3.2.2 */
export const framePointers: Drawing = {
  name: 'frame-pointers',
  title: 'A chain of frame pointers: rbp points to the saved rbp of the caller; the word above is the return address',
  size: [760, 380],
  marks: [
    words([left, 40], 'The stack of parse, called by serve, called by main', 'strong'),
    ...stack,
    words([left - 14, top(0) + 18], 'high addresses', 'note', 'end'),
    words([left - 14, top(7) + 18], 'low addresses', 'note', 'end'),
    box({ at: [40, top(6)], size: [90, slot], tone: 'soft', label: 'rbp' }),
    arrow([[130, middle(6)], [left, middle(6)]], 'warm'),
    bow([left + width, middle(6)], [left + width, middle(3)], 60),
    bow([left + width, middle(3)], [left + width, middle(0)], 60),
    lines([510, middle(5) - 12], [
      '1. ip of the sample: in parse',
      '2. word above rbp: in serve',
      '3. follow rbp; word above: in main',
      '4. rbp is 0: the chain has ended',
    ]),
    words([left, 330], 'Code built with -fomit-frame-pointer keeps something else in rbp. Then the chain', 'note'),
    words([left, 347], 'breaks, or one caller is missing: the walk cannot see which.', 'note'),
  ],
};
