import type { EntryRecord, ExitRecord, TaskRecord, TraceRecord, Word } from '@ai-perf/core-wire';
import type { TracedCall } from './call.ts';
import { callName, isInterrupted } from './decoder.ts';
import type { CallDecoder } from './decoder.ts';
import { clockText, secondsText } from './line-style.ts';
import type { LineStyle } from './line-style.ts';
import { signalInfoText } from './signal-info.ts';
import { signalName } from './signals.ts';
import { toUnsigned } from './words.ts';

interface OpenCall {
  readonly call: TracedCall;
  readonly entry: string;
  /** Not shown: its status or its number is not wanted. */
  readonly held: boolean;
}

/** Which records are shown. */
export interface LineFilter {
  /** Of a call that has ended; null: all, and calls are shown as they begin. */
  readonly status: ((exit: ExitRecord | null) => boolean) | null;
  readonly signal: (signal: number) => boolean;
  /** `+++ exited with 0 +++` */
  readonly exits: boolean;
}

export interface TraceTextOptions {
  readonly decoder: CallDecoder;
  readonly style: LineStyle;
  readonly filter: LineFilter;
  /** Text for the file of a task: all tasks have one, or (-ff) each its own. */
  readonly write: (tid: number, text: string) => void;
}

/**
 * Writes records as strace writes them: a call begins when it is entered, is marked unfinished when another line has
 * to come between, and is resumed. State is what is open; text goes out at once.
 */
export class TraceText {
  readonly #options: TraceTextOptions;
  readonly #open = new Map<number, OpenCall>();
  readonly #interrupted = new Map<number, string>();
  readonly #tasks = new Set<number>();
  /** The last call of a task, which -n also puts before lines that are no call. */
  readonly #last = new Map<number, number>();
  /** The task whose line is not finished, and its length so far. */
  #current: number | null = null;
  #column = 0;
  #before: number | null = null;

  constructor(options: TraceTextOptions) {
    this.#options = options;
  }

  add(record: TraceRecord): void {
    switch (record.kind) {
      case 'entry':
        return this.#entry(record);
      case 'exit':
        return this.#exit(record);
      case 'signal':
        this.#tasks.add(record.tid);
        if (!this.#options.filter.signal(record.signal)) return;
        return this.#line(record, `--- ${signalName(record.signal)} ${signalInfoText(record.info)} ---`);
      default:
        return this.#task(record);
    }
  }

  #task(record: TaskRecord): void {
    const { tid, value } = record;
    switch (record.kind) {
      case 'attached':
        this.#tasks.add(tid);
        return;
      case 'groupStop':
        return this.#stopped(record);
      case 'superseded':
        return this.#superseded(record);
      case 'exiting':
        return this.#exiting(record);
      case 'exited':
        return this.#ended(record, `+++ exited with ${value} +++`);
      case 'killed':
        return this.#killed(record);
      case 'detached':
        return this.#detached(record);
      case 'failed':
        return;
    }
  }

  #stopped(record: TaskRecord): void {
    const { value } = record;
    if (this.#options.filter.signal(value)) this.#line(record, `--- stopped by ${signalName(value)} ---`);
  }

  #killed(record: TaskRecord): void {
    const core = record.flags === 0 ? '' : ' (core dumped)';
    this.#ended(record, `+++ killed by ${signalName(record.value)}${core} +++`);
  }

  #entry(record: EntryRecord): void {
    const { tid } = record;
    this.#tasks.add(tid);
    if (this.#options.style.callNumber) this.#last.set(tid, record.number);
    const name = record.foreign ? `syscall_0x${record.number.toString(16)}` : callName(record.number);
    const call: TracedCall = {
      tid,
      name,
      number: record.number,
      args: record.args,
      entryChunks: record.chunks,
      enteredAt: record.at,
      cpuAtEntry: record.cpuTime,
      interrupted: this.#interrupted.get(tid) ?? null,
      exit: null,
    };
    const held = this.#options.filter.status !== null;
    const entry = `${name}(${this.#options.decoder.entryText(call)}`;
    this.#open.set(tid, { call, entry, held });
    if (held) return;
    this.#breakLine();
    const prefix = `${this.#prefix(record)}${this.#place(record.number, record.instruction)}${entry}`;
    this.#options.write(tid, prefix);
    this.#current = tid;
    this.#column = prefix.length;
  }

  #exit(record: ExitRecord): void {
    const { tid } = record;
    const open = this.#open.get(tid);
    this.#open.delete(tid);
    // A call that had begun before we came.
    if (open === undefined) return;
    const { call } = open;
    call.exit = record;
    if (isInterrupted(record)) this.#interrupted.set(tid, call.name);
    else this.#interrupted.delete(tid);
    if (this.#options.filter.status?.(record) === false) return;
    const whole = `${call.name}(${this.#options.decoder.argumentsText(call)})`;
    const took = this.#options.style.duration ? ` <${secondsText(record.at - call.enteredAt)}>` : '';
    this.#finish(open, record, { whole, result: `${this.#options.decoder.resultText(call, record)}${took}` });
  }

  /** Writes what is left of a call and its result. */
  #finish(open: OpenCall, record: TraceRecord, { whole, result }: { whole: string; result: string }): void {
    const { tid } = record;
    const rest = open.held ? whole : whole.slice(open.entry.length);
    const isCurrent = this.#current === tid && !open.held;
    let start = '';
    if (!isCurrent) {
      this.#breakLine();
      const opening = open.held ? '' : `<... ${open.call.name} resumed>`;
      start = `${this.#prefix(record)}${open.held ? this.#place(open.call.number, null) : ''}${opening}`;
      this.#column = 0;
    }
    const text = `${start}${rest}`;
    const pad = ' '.repeat(Math.max(this.#options.style.column - this.#column - text.length, 1));
    this.#options.write(tid, `${text}${pad}= ${result}\n`);
    this.#current = null;
  }

  // The task will not come back from the call that it is in.
  #exiting(record: TaskRecord): void {
    const open = this.#open.get(record.tid);
    if (open === undefined) return;
    this.#open.delete(record.tid);
    if (this.#options.filter.status?.(null) === false) return;
    const unfinished = this.#options.decoder.isWholeAtEntry(open.call) ? '' : ' <unfinished ...>';
    this.#finish(open, record, { whole: `${open.entry}${unfinished})`, result: '?' });
  }

  #superseded(record: TaskRecord): void {
    const open = this.#open.get(record.value);
    this.#line(record, `+++ superseded by execve in pid ${record.value} +++`);
    this.#open.delete(record.value);
    this.#tasks.delete(record.value);
    if (open === undefined) this.#open.delete(record.tid);
    else this.#open.set(record.tid, open);
  }

  #ended(record: TaskRecord, text: string): void {
    if (this.#options.filter.exits) this.#line(record, text);
    else this.#breakLine();
    this.#forget(record.tid);
  }

  #detached(record: TaskRecord): void {
    const open = this.#open.get(record.tid);
    if (open !== undefined && !open.held) {
      if (this.#current !== record.tid) {
        this.#breakLine();
        this.#options.write(record.tid, `${this.#prefix(record)}<... ${open.call.name} resumed>`);
      }
      this.#options.write(record.tid, ' <detached ...>\n');
      this.#current = null;
    }
    this.#forget(record.tid);
  }

  #forget(tid: number): void {
    this.#open.delete(tid);
    this.#interrupted.delete(tid);
    this.#last.delete(tid);
    this.#tasks.delete(tid);
  }

  #line(record: TraceRecord, text: string): void {
    this.#breakLine();
    const place = this.#place(this.#last.get(record.tid) ?? 0, null);
    this.#options.write(record.tid, `${this.#prefix(record)}${place}${text}\n`);
  }

  #breakLine(): void {
    if (this.#current === null) return;
    this.#options.write(this.#current, ' <unfinished ...>\n');
    this.#current = null;
  }

  #prefix({ tid, at }: TraceRecord): string {
    const { style } = this.#options;
    return `${this.#taskPrefix(tid)}${this.#relative(at)}${clockText(at, style)}`;
  }

  #taskPrefix(tid: number): string {
    const { taskPrefix } = this.#options.style;
    if (taskPrefix === 'always') return `${String(tid).padEnd(5)} `;
    return taskPrefix === 'when-several' && this.#tasks.size > 1 ? `[pid ${String(tid).padStart(5)}] ` : '';
  }

  #relative(at: number): string {
    if (!this.#options.style.relative) return '';
    const text = `${secondsText(this.#before === null ? 0 : at - this.#before).padStart(13)} `;
    this.#before = at;
    return text;
  }

  #place(number: number, instruction: Word | null): string {
    const { callNumber, instruction: shown } = this.#options.style;
    const address = instruction === null ? '?'.repeat(16) : toUnsigned(instruction).toString(16).padStart(16, '0');
    const ip = shown ? `[${address}] ` : '';
    return `${callNumber ? `[${String(number).padStart(4)}] ` : ''}${ip}`;
  }
}
