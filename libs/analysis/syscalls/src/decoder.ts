import type { ExitRecord, Word } from '@ai-perf/core-wire';
import type { DecodeStyle, TracedCall } from './call.ts';
import { fetchOps, signatureOf } from './signature.ts';
import type { ResultType, Signature } from './signature.ts';
import { callNames } from './tables/call-names.ts';
import { errorNames } from './tables/error-names.ts';
import { pollResult } from './types/arrays.ts';
import { resultLeadsTo } from './types/scalars.ts';
import { fcntlResult, selectResult } from './types/special.ts';
import { alternateHex, octalMode } from './words.ts';

/** The number of a call, by the name it has on x86-64. */
export const callNumbersByName: ReadonlyMap<string, number> = new Map(
  Object.entries(callNames).map(([number, name]) => [name, Number(number)]),
);

/** `openat`; `syscall_0x1c7` where no table knows the number, as strace writes it. */
export const callName = (number: number): string => callNames[number] ?? `syscall_0x${(number >>> 0).toString(16)}`;


// see: include/linux/errno.h; user space sees none of them
const restarts: Readonly<Record<number, string>> = {
  512: 'ERESTARTSYS (To be restarted if SA_RESTART is set)',
  513: 'ERESTARTNOINTR (To be restarted)',
  514: 'ERESTARTNOHAND (To be restarted if no handler)',
  516: 'ERESTART_RESTARTBLOCK (Interrupted by signal)',
};
const restartBlock = -516;

export const isInterrupted = ({ failed, result }: ExitRecord): boolean => failed && result === restartBlock;

/** `ENOENT`; null where the call did not fail. */
export function errorName(exit: ExitRecord): string | null {
  if (!exit.failed) return null;
  const number = -Number(exit.result);
  return errorNames[number]?.[0] ?? restarts[number]?.split(' ')[0] ?? String(number);
}

/** Decodes calls in one style; signatures are looked up once a name. */
export class CallDecoder {
  readonly #style: DecodeStyle;
  readonly #signatures = new Map<string, Signature>();

  constructor(style: DecodeStyle) {
    this.#style = style;
  }

  signature(name: string): Signature {
    const known = this.#signatures.get(name);
    if (known !== undefined) return known;
    const found = signatureOf(name);
    this.#signatures.set(name, found);
    return found;
  }

  /** The arguments as they can be written before the call is made. */
  entryText(call: TracedCall): string {
    const { types } = this.signature(call.name);
    const first = types.findIndex(({ at }) => at !== 'entry');
    const text = this.#join(call, first === -1 ? types.length : first);
    const type = types[first];
    if (type === undefined || type.at === 'late') return text;
    const comma = text === '' ? '' : ', ';
    return type.at === 'both' ? `${text}${comma}${type.text(call, first, this.#style) ?? ''}` : `${text}${comma}`;
  }

  /** Whether the text at the entry is all there will be. */
  isWholeAtEntry(call: TracedCall): boolean {
    return this.signature(call.name).types.every(({ at }) => at === 'entry');
  }

  /** All arguments, once the call has returned. */
  argumentsText(call: TracedCall): string {
    return this.#join(call, this.signature(call.name).types.length);
  }

  /** One text an argument. */
  argumentTexts(call: TracedCall): readonly string[] {
    const { types } = this.signature(call.name);
    return types.flatMap((type, index) => type.text(call, index, this.#style) ?? []);
  }

  /** `3</etc/passwd>`, `-1 ENOENT (No such file or directory)`, `1 ([{fd=3, revents=POLLIN}])`. */
  resultText(call: TracedCall, exit: ExitRecord): string {
    const text = exit.failed ? failureText(Number(exit.result)) : this.#successText(call, exit.result);
    const injected = exit.injected ? ' (INJECTED)' : '';
    return `${text}${injected}${exit.delayed ? ' (DELAYED)' : ''}`;
  }

  #successText(call: TracedCall, result: Word): string {
    const { result: type } = this.signature(call.name);
    const write = byResult[type];
    return write === undefined ? String(result) : write(call, result, this.#style);
  }

  #join(call: TracedCall, count: number): string {
    const { types } = this.signature(call.name);
    let text = '';
    for (let index = 0; index < count; index += 1) {
      const part = types[index]?.text(call, index, this.#style) ?? null;
      if (part !== null) text += text === '' ? part : `, ${part}`;
    }
    return text;
  }

  /** What has to be copied from the tracee, as rows of the plan. */
  plan(numbers: Iterable<number>): readonly (readonly [number, ReturnType<typeof fetchOps>[number]])[] {
    return [...numbers].flatMap((number) =>
      fetchOps(this.signature(callName(number)), this.#style).map((op) => [number, op] as const),
    );
  }
}

type WriteResult = (call: TracedCall, result: Word, style: DecodeStyle) => string;

const byResult: Readonly<Partial<Record<ResultType, WriteResult>>> = {
  addr: (_call, result) => alternateHex(result),
  fd: (call, result, style) => `${result}${resultLeadsTo(call, style)}`,
  octal: (_call, result) => octalMode(Number(result)),
  poll: (call, result) => `${result}${pollResult(call)}`,
  select: (call, result) => `${result}${selectResult(call)}`,
  fcntl: (call, result) => fcntlResult(call) ?? String(result),
};

function failureText(result: number): string {
  const number = -result;
  const restart = restarts[number];
  if (restart !== undefined) return `? ${restart}`;
  const known = errorNames[number];
  return known === undefined ? `-1 (errno ${number})` : `-1 ${known[0]} (${known[1]})`;
}
