// The words of a command line, or the problem with them.
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/** An option that is not known is wrong usage. */
export function parseWords<O extends Options>(args: readonly string[], options: O, usage: string): Result<Parsed<O>> {
  try {
    return ok(parseArgs({ args: [...args], options, allowPositionals: true as const }) as Parsed<O>);
  } catch (thrown) {
    return err(usageProblem('usage', { what: 'wrong usage', why: (thrown as Error).message, fix: usage }));
  }
}
