// One run of one case: a quiet host, a victim, the fault, its proof, the question, the score, and all of it gone again.
import { unwrap } from '@ai-perf/core-result';
import { as } from '@ai-perf/core-units';
import type { Seconds, SecondsPerSecond } from '@ai-perf/core-units';
import type { Problem, Result } from '@ai-perf/core-result';
import type { Diagnosis } from '@ai-perf/core-model';
import { openSession, seededRandom } from '@ai-perf/tools-workloads';
import type { Session } from '@ai-perf/tools-workloads';
import type { Fault, Injected, Intensity } from '../fault.ts';
import type { Label } from '../label.ts';
import { scoreDiagnosis } from '../score.ts';
import type { Score } from '../score.ts';
import { measureOver, notSettled, proofOf, settle } from '../settle.ts';
import type { Proof } from '../settle.ts';
import { diagnose } from './diagnose.ts';
import type { Answer } from './diagnose.ts';
import { awaitQuiet, otherCpuDuring } from './other-cpu.ts';
import { startBackground } from './background.ts';
import type { Background, VictimWindow } from './background.ts';

export interface CaseOrder {
  readonly fault: Fault;
  readonly repeat: number;
  readonly seed: number;
  readonly intensity: Intensity;
  readonly script: string;
  readonly window: Seconds;
  readonly ambient: boolean;
  /** Cores that others may keep busy before a window counts as disturbed. */
  readonly otherCpu: SecondsPerSecond;
  readonly quietWait: Seconds;
  readonly stop: AbortSignal;
}

/** `skipped`: cannot be made here. `harness-error`: it did not act. `no-answer`: the tool under test gave none. */
export type CaseEnd =
  | { readonly kind: 'skipped' | 'harness-error' | 'no-answer'; readonly problem: Problem }
  | { readonly kind: 'scored'; readonly score: Score; readonly diagnosis: Diagnosis; readonly took: Seconds };

export interface CaseResult {
  readonly order: Pick<CaseOrder, 'repeat' | 'seed' | 'intensity'> & { readonly case: string };
  readonly label: Label | null;
  readonly end: CaseEnd;
  readonly settled: Proof | null;
  readonly during: Proof | null;
  readonly otherCpu: SecondsPerSecond;
  /** Others used more than they may: the answer may be about them. */
  readonly disturbed: boolean;
  readonly victim: readonly VictimWindow[];
}

type Measured = Pick<CaseResult, 'label' | 'end' | 'settled' | 'during' | 'otherCpu'>;

/** The proof, the start of the tool and its analysis take their time too. */
const spare = as<Seconds>(40);
/** The tool under test takes some of the CPU and may stop a program for a moment: half of the signal must remain. */
const enoughDuring = 0.5;

export async function runCase(order: CaseOrder): Promise<CaseResult> {
  const { repeat, seed, intensity, fault } = order;
  const session = unwrap(await openSession(seededRandom(seed)));
  try {
    const background = await startBackground(session, order.ambient);
    await awaitQuiet(background.pids, order);
    background.endVictimWindow();
    const measured = await measure(order, session, background);
    const victim = await background.stop();
    const disturbed = measured.otherCpu > order.otherCpu;
    return { order: { case: fault.id, repeat, seed, intensity }, ...measured, disturbed, victim };
  } finally {
    await session.close();
  }
}

async function measure(order: CaseOrder, session: Session, background: Background): Promise<Measured> {
  const nothing = { label: null, settled: null, during: null, otherCpu: as<SecondsPerSecond>(0) };
  const { intensity } = order;
  const duration = as<Seconds>(order.window + spare);
  const injected = await order.fault.inject({ session, intensity, duration });
  if (!injected.ok) return { ...nothing, end: { kind: 'skipped', problem: injected.problem } };
  const settled = await settle(injected.value, order.stop);
  const { label, processes } = injected.value;
  if (!settled.ok) return { ...nothing, label, end: { kind: 'harness-error', problem: settled.problem } };
  background.endVictimWindow();
  const ours = [...background.pids, ...processes.flatMap(({ pids }) => pids)];
  const { otherCpu, value } = await otherCpuDuring(ours, () => askWatching(order, injected.value));
  return { label, settled: settled.value, during: value.during, otherCpu, end: endOf(injected.value, value) };
}

interface Asked {
  readonly answer: Result<Answer>;
  readonly during: Proof | null;
}

async function askWatching(order: CaseOrder, { signal }: Injected): Promise<Asked> {
  const ask = (): Promise<Result<Answer>> => diagnose(order);
  if (signal === null) return { answer: await ask(), during: null };
  const { measured, value } = await measureOver(signal, ask);
  return { answer: value, during: proofOf(signal, measured) };
}

function endOf({ label, signal, processes }: Injected, { answer, during }: Asked): CaseEnd {
  const isOver = processes.some((process) => !process.isAlive());
  if (signal !== null && during !== null && (isOver || !(during.measured >= during.least * enoughDuring))) {
    return { kind: 'harness-error', problem: notSettled(signal, during.measured) };
  }
  if (!answer.ok) return { kind: 'no-answer', problem: answer.problem };
  const { diagnosis, took } = answer.value;
  return { kind: 'scored', score: scoreDiagnosis(label, diagnosis), diagnosis, took };
}
