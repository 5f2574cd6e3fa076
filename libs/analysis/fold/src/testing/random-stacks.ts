import type { FrameSpace } from '@ai-perf/core-model';
import type { TestFrame, TestStack } from './profile-of-stacks.ts';

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. see: mulberry32, Tommy Ettinger */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Names that break naive tools: sort between parent and child, look like syntax, markup, weights or annotations. */
export const hostileNames: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(2)</script>',
  ']]>',
  '&amp;',
  '"quoted\'',
  'a;b',
  'a',
  'a.x',
  'a 5',
  'a\\;b',
  'tab\there',
  'line\nbreak',
  'carriage\r',
  '\u001b[31mred',
  'foo_[k]',
  'foo_[x]',
  'back\\slash',
  '\\x3b',
  '__proto__',
  'constructor',
  'operator()(int, char const*)',
  'std::vector<int, std::allocator<int> >::push_back',
  ' leading',
  'trailing ',
  '',
  'ünïcödé 函数 🔥',
  '\u202egnp.exe',
  '\ud800',
  '0',
  'toString',
];

export interface RandomOptions {
  readonly stacks: number;
  readonly names: readonly string[];
  readonly depth?: number;
}

const spaces: readonly FrameSpace[] = ['user', 'user', 'user', 'kernel', 'jit'];

export function randomStacks(seed: number, { stacks, names, depth = 12 }: RandomOptions): TestStack[] {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const name = (): string => names[below(names.length)] ?? '';
  const frame = (): TestFrame => ({
    name: name(),
    space: spaces[below(spaces.length)] ?? 'user',
    inlined: below(8) === 0,
    ...(below(2) === 0 ? {} : { module: `/usr/lib/lib${below(3)}.so` }),
  });
  return Array.from({ length: stacks }, () => ({
    comm: name(),
    tgid: 100 + below(3),
    tid: 100 + below(9),
    weight: below(10) === 0 ? 0 : 1 + below(1000),
    frames: Array.from({ length: below(depth + 1) }, frame),
  }));
}
