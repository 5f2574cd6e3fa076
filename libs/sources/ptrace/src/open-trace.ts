import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { callNumbers, planWords, readTraceRecords } from '@ai-perf/core-wire';
import type { TraceRecord } from '@ai-perf/core-wire';
import { loadPtraceAddon } from '@ai-perf/native-ptrace';
import type { NativeTraceRequest, TraceSession } from '@ai-perf/native-ptrace';
import { softOpenFilesOfParent } from './open-files.ts';
import type { Injection, TraceRequest } from './request.ts';

const againMilliseconds = 5;

/** A trace that runs. The process must start no other child while it does: the loop waits for all of them. */
export class Trace {
  readonly #session: TraceSession;
  #stopping: NodeJS.Timeout | null = null;

  constructor(session: TraceSession) {
    this.#session = session;
  }

  /** The records in the order in which they happened, until every task has ended. A batch can be read once. */
  async *batches(): AsyncIterable<Iterable<TraceRecord>> {
    try {
      for (let batch = await this.#session.read(); batch !== null; batch = await this.#session.read()) {
        yield readTraceRecords(batch);
      }
    } finally {
      if (this.#stopping !== null) clearInterval(this.#stopping);
    }
  }

  /** Process id of the command, 0 where there is none. */
  command(): number {
    return this.#session.command();
  }

  /** Lets every task go on without us; `batches` then ends. */
  stop(): void {
    this.#session.stop();
    this.#stopping ??= setInterval(() => this.#session.stop(), againMilliseconds);
  }
}

/** Starts the command, or attaches. What fails then (a process that is gone, no permission) comes as a record. */
export function openTrace(request: TraceRequest): Result<Trace> {
  const addon = loadPtraceAddon();
  return addon.ok ? ok(new Trace(new addon.value.TraceSession(nativeRequest(request)))) : addon;
}

function nativeRequest({ target, ...request }: TraceRequest): NativeTraceRequest {
  const recorded = new Uint8Array(callNumbers);
  for (const number of request.recorded) recorded[number] = 1;
  const isCommand = target.kind === 'command';
  return {
    file: isCommand ? target.file : '',
    argv: isCommand ? target.words : [],
    environment: isCommand ? environmentOf(target.environment) : [],
    attach: Int32Array.from(isCommand ? [] : target.tgids),
    followForks: request.followForks,
    cpuTime: request.cpuTime,
    seccomp: request.seccomp,
    stdoutToStderr: isCommand && target.stdout === 'stderr',
    openFiles: softOpenFilesOfParent(process.ppid),
    recorded,
    plan: planWords(request.plan),
    injections: Int32Array.from(request.injections.flatMap(injectionWords)),
  };
}

const environmentOf = (environment: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));

const injectionWords = (one: Injection): readonly number[] => [
  one.number,
  Number(one.result !== null),
  one.result ?? 0,
  one.signal,
  one.delayEntryMicroseconds,
  one.delayExitMicroseconds,
  one.first,
  one.last,
  one.step,
];
