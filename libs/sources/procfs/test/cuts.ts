// The law of all parsers here: text cut short gives a problem, null or fewer rows, and never a number it does not hold.
import type { Result } from '@ai-perf/core-result';
import { expect } from 'vitest';

/** Cuts `text` at every byte and holds each value that comes out against the one from the whole text. */
export function expectHonestCuts<T>(text: string, parse: (text: string) => Result<T>): void {
  const whole = parse(text);
  if (!whole.ok) throw new Error(`the whole text is refused: ${whole.problem.why}`);
  for (let length = 0; length < text.length; length += 1) {
    const cut = parse(text.slice(0, length));
    if (cut.ok) expectPartOf(cut.value, whole.value, `cut at ${length}`);
    else expect(cut.problem.code).toBe('malformed');
  }
}

function expectPartOf(part: unknown, whole: unknown, where: string): void {
  if (part === null || part === undefined) return;
  if (typeof part !== 'object') return expect(part, where).toBe(whole);
  for (const [key, value] of Object.entries(part)) {
    expectPartOf(value, (whole as Record<string, unknown> | null)?.[key], `${where}: ${key}`);
  }
}
