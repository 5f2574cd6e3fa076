import { CallCounts, CallDecoder, TraceText, countsText } from '@ai-perf/analysis-syscalls';
import type { CallCount } from '@ai-perf/analysis-syscalls';
import { defineTool, facility } from '@ai-perf/core-cli';
import type { Io } from '@ai-perf/core-cli';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { TraceRecord } from '@ai-perf/core-wire';
import { openTrace } from '@ai-perf/sources-ptrace';
import type { Trace } from '@ai-perf/sources-ptrace';
import { z } from 'zod';
import { failureOf } from './attach-problem.ts';
import { wantedOf } from './expressions.ts';
import type { Wanted } from './expressions.ts';
import { options } from './options.ts';
import type { StraceOptions } from './options.ts';
import { fileOutput, separateOutput, sinkOutput } from './output-files.ts';
import type { TraceOutput } from './output-files.ts';
import { requestOf } from './request-of-options.ts';
import { decodeStyleOf, lineFilterOf, lineStyleOf } from './styles.ts';
import { TaskLedger } from './task-ledger.ts';
import { TraceEvents, traceEvent } from './trace-events.ts';

const counts = z.array(
  z.object({ name: z.string(), calls: z.number(), errors: z.number(), nanoseconds: z.number() }),
);
const straceOutput = z.union([
  traceEvent,
  z.object({ type: z.literal('end'), status: z.number().int(), counts: counts.nullable() }),
]);
export type StraceOutput = z.output<typeof straceOutput>;

export const tool = defineTool({
  name: 'mini-strace',
  summary: 'Show the system calls and signals of a program, as strace does',
  stage: 1,
  needs: [facility('ptrace')],
  cost:
    'every call of a traced task stops it twice: about 20 us a call; with --seccomp-bpf only the calls of the set do ' +
    '(a virtual machine with 2 CPUs, dd bs=1)',
  examples: [
    ['mini-strace -f -o trace.txt make', 'every call of make and of what it starts, in a file'],
    ['mini-strace -e trace=%file ls', 'which files ls asks for'],
    ['mini-strace -c -f ./program', 'how often each call is made, how often it fails, and its CPU time'],
    ['mini-strace -e inject=openat:error=ENOENT:when=5 ls', 'how a program behaves when an open fails'],
    ['mini-strace --json -p 1234', 'one JSON object a call of a running process'],
  ],
  options,
  output: straceOutput,
  run,
  render: { text: () => '' },
  exitCode: (output) => (output.type === 'end' ? output.status : 0),
});

interface Plan {
  readonly asked: StraceOptions;
  readonly wanted: Wanted;
  readonly decoder: CallDecoder;
  readonly output: TraceOutput;
  readonly io: Io;
}

async function* run(asked: StraceOptions, io: Io): AsyncIterable<Result<StraceOutput>> {
  const wanted = wantedOf(asked.expr);
  if (!wanted.ok) return yield wanted;
  const decoder = new CallDecoder(decodeStyleOf(asked));
  const surroundings = { environment: io.env, json: io.json === true, wanted: wanted.value, decoder };
  const request = requestOf(asked, surroundings);
  if (!request.ok) return yield request;
  const output = outputOf(asked, io);
  if (!output.ok) return yield output;
  const trace = openTrace(request.value);
  if (!trace.ok) return yield trace;
  const unheed = heedStop(asked, trace.value, io);
  yield* follow(trace.value, { asked, wanted: wanted.value, decoder, output: output.value, io });
  unheed();
}

function outputOf(asked: StraceOptions, io: Io): Result<TraceOutput> {
  if (asked.output === undefined) return ok(sinkOutput(io.err));
  return asked.followForks.length > 1 ? ok(separateOutput(asked.output)) : fileOutput(asked.output);
}

/** A command whose trace goes into a file gets the signals of the terminal itself, and we go on until it has ended. */
function heedStop(asked: StraceOptions, trace: Trace, io: Io): () => void {
  const stop = (): void => {
    if (asked.attach.length === 0 && asked.output !== undefined) return;
    if (trace.command() > 0) tell(trace.command());
    trace.stop();
  };
  io.signal.addEventListener('abort', stop);
  if (io.signal.aborted) stop();
  return () => io.signal.removeEventListener('abort', stop);
}

function tell(tgid: number): void {
  try {
    process.kill(tgid, 'SIGTERM');
  } catch {
    // It has ended: there is nobody to tell.
  }
}

async function* follow(trace: Trace, plan: Plan): AsyncIterable<Result<StraceOutput>> {
  const { asked, output } = plan;
  const ledger = new TaskLedger(asked);
  const consumer = consumerOf(plan);
  for await (const batch of trace.batches()) {
    for (const record of batch) {
      say(ledger.add(record), record, plan);
      for (const event of consumer.add(record)) yield ok(event);
      if (record.kind === 'exited' || record.kind === 'killed') output.ended(record.tid);
    }
    output.flush();
  }
  const counted = consumer.counts === null ? null : [...consumer.counts.rows()];
  finish(counted, plan);
  yield ledger.failure !== null && ledger.seen === 0
    ? err(failureOf(ledger.failure))
    : ok({ type: 'end', status: ledger.statusOf(trace.command()), counts: counted });
}

function finish(counted: readonly CallCount[] | null, { asked, io, output }: Plan): void {
  if (counted !== null && io.json !== true) output.write(0, countsText(counted, asked.summarySortBy));
  output.close();
}

// In the order of the lines where both go to the terminal.
function say(message: string | null, { tid }: TraceRecord, { asked, io, output }: Plan): void {
  if (message === null) return;
  if (io.json === true || asked.output !== undefined) io.err.write(message);
  else output.write(tid, message);
}

interface Consumer {
  add(record: TraceRecord): readonly StraceOutput[];
  readonly counts: CallCounts | null;
}

const nothing: readonly StraceOutput[] = [];

function consumerOf({ asked, wanted, decoder, output, io }: Plan): Consumer {
  const isCounting = asked.summaryOnly || asked.summary;
  const tally = isCounting ? new CallCounts(asked.summaryWallClock ? 'wall' : 'cpu') : null;
  if (asked.summaryOnly) return { counts: tally, add: (record) => (tally?.add(record), nothing) };
  if (io.json === true) {
    const events = new TraceEvents(decoder);
    const add = (record: TraceRecord): readonly StraceOutput[] => {
      tally?.add(record);
      const event = events.of(record);
      return event === null ? nothing : [event];
    };
    return { counts: tally, add };
  }
  const text = new TraceText({
    decoder,
    style: lineStyleOf(asked, io),
    filter: lineFilterOf(asked, wanted),
    write: (tid, part) => output.write(tid, part),
  });
  return { counts: tally, add: (record) => (tally?.add(record), text.add(record), nothing) };
}
