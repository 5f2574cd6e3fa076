// Expected failures as values: Result and Problem.

/** An expected failure: a process that is gone, a right that is missing, a file that is cut short. */
export interface Problem {
  /** Stable, kebab-case; tests and scripts match on it. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  /** What to type or change next. */
  readonly fix: string;
  /** `usage`: the caller asked wrongly (exit 2). `host`: it cannot be measured here (exit 3). */
  readonly kind: 'usage' | 'host';
  /** Where a shell has a status of its own for it: 127 for a command that does not exist. Else `kind` decides. */
  readonly exitCode?: number;
}

export type Result<T, P = Problem> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <P = Problem>(problem: P): { readonly ok: false; readonly problem: P } => ({ ok: false, problem });

type ProblemText = Pick<Problem, 'what' | 'why' | 'fix'>;

/** A failure of the host or of what was asked of it: exit 3. */
export const problem = (code: string, text: ProblemText): Problem => ({ code, ...text, kind: 'host' });
/** A failure of the question: exit 2. */
export const usageProblem = (code: string, text: ProblemText): Problem => ({ code, ...text, kind: 'usage' });

/** The value, or a thrown Error where a failure would be a bug of ours (tests, constants). */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, what, why } = result.problem;
  throw new Error(`${code}: ${what}: ${why}`);
}

/** Applies `change` to a value and passes a problem on. */
export function mapResult<A, B>(result: Result<A>, change: (value: A) => B): Result<B> {
  return result.ok ? ok(change(result.value)) : result;
}

/** What the native layer throws for a failed system call: `errno` is positive, `code` its name (`EACCES`). */
export interface SystemError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
}

export function isSystemError(thrown: unknown): thrown is SystemError {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown;
}
