import { machine } from 'node:os';
import { err, ok, problem, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import type { Io } from '@ai-perf/core-cli';
import type { Diagnosis } from '@ai-perf/core-model';
import { unixNanoseconds } from '@ai-perf/core-units';
import { holdCommand } from '@ai-perf/sources-held-command';
import { readProcessStatus } from '@ai-perf/sources-procfs';
import { endCommand } from './command-end.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosePlan, Outcome } from './diagnose.ts';
import { openInstruments } from './host-instruments.ts';
import type { HostInstruments } from './host-instruments.ts';
import { questionOf } from './question.ts';
import type { Options, Question } from './question.ts';
import { writeReport } from './report.ts';

/** The tool's run: the question of the command line, put to the real host. */
export async function runDiagnose(options: Options, io: Io): Promise<Result<Diagnosis>> {
  const question = questionOf(options);
  if (!question.ok) return question;
  const instruments = openInstruments(io);
  if (!instruments.ok) return instruments;
  const outcome = await ask(question.value, instruments.value, io);
  if (!outcome.ok) return outcome;
  const { report } = question.value;
  const written = report === null ? ok(undefined) : await writeReport(outcome.value, report, io);
  return written.ok ? ok(outcome.value.diagnosis) : written;
}

function ask(question: Question, instruments: HostInstruments, io: Io): Promise<Result<Outcome>> {
  const { subject } = question;
  switch (subject.kind) {
    case 'system':
      return diagnose(planOf(question, instruments, io, {}));
    case 'process':
      return askAboutProcess(subject.tgid, question, instruments, io);
    case 'command':
      return askAboutCommand(subject.words, question, instruments, io);
  }
}

async function askAboutProcess(
  tgid: number,
  question: Question,
  instruments: HostInstruments,
  io: Io,
): Promise<Result<Outcome>> {
  const status = readProcessStatus(tgid);
  if (!status.ok) return err(noSuchProcess(tgid, status.problem));
  if (status.value.tgid !== tgid) return err(isThread(tgid, status.value.tgid));
  return diagnose(planOf(question, instruments, io, { root: tgid }));
}

/** Its output goes where it would; with --json to stderr, since stdout is for the document. */
async function askAboutCommand(
  words: readonly string[],
  question: Question,
  instruments: HostInstruments,
  io: Io,
): Promise<Result<Outcome>> {
  const held = await holdCommand(words, { stdout: io.json === true ? 'stderr' : 'inherit' });
  if (!held.ok) return held;
  const command = held.value;
  const ended = new AbortController();
  void command.ended.then(() => ended.abort());
  try {
    const how = { root: command.tgid, ended: ended.signal, onReady: () => command.release() };
    return await diagnose(planOf(question, instruments, io, how));
  } finally {
    await endCommand(command, () => instruments.snapshot());
  }
}

function planOf(
  { subject, duration }: Question,
  instruments: HostInstruments,
  io: Io,
  how: Partial<Pick<DiagnosePlan, 'root' | 'ended' | 'onReady'>>,
): DiagnosePlan {
  return {
    subject: subject.kind,
    root: null,
    duration,
    startedAt: unixNanoseconds(io.clock.unixNanoseconds()),
    machine: machine(),
    self: process.pid,
    instruments,
    interrupt: io.signal,
    ended: null,
    onReady: () => undefined,
    ...how,
  };
}

const noSuchProcess = (tgid: number, { why, fix }: Problem): Problem =>
  problem('no-such-process', { what: `cannot diagnose process ${tgid}`, why, fix: fix === '' ? 'ps -e' : fix });

const isThread = (tid: number, tgid: number): Problem =>
  usageProblem('not-a-process', {
    what: `cannot diagnose ${tid} alone`,
    why: `it is a thread of process ${tgid}`,
    fix: `ai-perf diagnose -p ${tgid}`,
  });
