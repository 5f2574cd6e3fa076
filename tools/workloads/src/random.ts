// A seeded source of chance: the same seed gives the same names, variants and sizes.

/** A number in [0, 1). mulberry32, 32 bits of state, public domain. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

const letters = [...'abcdefghijklmnopqrstuvwxyz'] as [string, ...string[]];
const nameLength = { least: 5, spread: 8 };

/** A process name of 5 to 12 letters that says nothing. The kernel keeps 15 bytes. see: TASK_COMM_LEN in sched.h */
export function randomName(random: Random): string {
  const length = nameLength.least + Math.floor(random() * nameLength.spread);
  return Array.from({ length }, () => pick(random, letters)).join('');
}
