import type { Problem, Result } from '@ai-perf/core-result';

/** What could not be measured, each reason once, however many processes it hits. That one has ended is no limit. */
export class LimitBook {
  readonly #lines = new Set<string>();

  /** Notes a failed read; `what` names the quantity that is missing, for a person. */
  note(what: string, { code, why }: Problem): void {
    if (code === 'process-gone') return;
    const reason = code === 'no-permission' ? 'not allowed for some processes' : why;
    this.#lines.add(`${what}: ${reason}`);
  }

  /** The value; null, and a note, where there is none. */
  orNull<T>(what: string, result: Result<T>): T | null {
    if (result.ok) return result.value;
    this.note(what, result.problem);
    return null;
  }

  say(line: string): void {
    this.#lines.add(line);
  }

  lines(): readonly string[] {
    return [...this.#lines];
  }
}
