import type { Site } from '@ai-perf/core-model';
import { isMain, isNamed, runtimeOf } from './runtime-frames.ts';
import { weightOf } from './stack-counts.ts';
import type { CountedStack, StackFrame } from './stack-counts.ts';

/** A site must hold this part of the weight that was looked at: the majority, so that there is never a second one. */
const majority = 0.5;

interface Tally {
  readonly frame: StackFrame;
  weight: number;
  /** Sum of weight times distance from the leaf. */
  distance: number;
}

const keyOf = (frame: StackFrame): string => `${frame.function}\0${frame.module}`;

/** The functions of the program itself, leaf first, each with its distance from the leaf. */
function programFrames({ frames }: CountedStack): readonly { readonly frame: StackFrame; readonly distance: number }[] {
  const isRuntime = runtimeOf(frames);
  return frames
    .map((frame, distance) => ({ frame, distance }))
    .filter(({ frame }) => isNamed(frame) && !isRuntime(frame));
}

/** The function of the program that asked the runtime or the kernel for what these stacks were taken in. */
export function callSite(stacks: readonly CountedStack[]): Site | null {
  const tallies = new Map<string, Tally>();
  for (const stack of stacks) {
    const [first] = programFrames(stack);
    if (first !== undefined) add(tallies, first.frame, stack.weight, 0);
  }
  return majorityOf([...tallies.values()], weightOf(stacks));
}

/** The innermost function of the program in which the majority of the time is spent, callees included. */
export function hotSite(stacks: readonly CountedStack[]): Site | null {
  const tallies = new Map<string, Tally>();
  for (const stack of stacks) addOnceEach(tallies, stack);
  const total = weightOf(stacks);
  const hot = [...tallies.values()].filter((tally) => tally.weight >= majority * total);
  const inner = hot.filter((tally) => !isMain(tally.frame));
  const innermost = (inner.length > 0 ? inner : hot).sort((a, b) => a.distance / a.weight - b.distance / b.weight)[0];
  return innermost === undefined ? null : siteOf(innermost, total);
}

// Recursion puts a function into one stack many times; its time is spent once.
function addOnceEach(tallies: Map<string, Tally>, stack: CountedStack): void {
  const seen = new Set<string>();
  for (const { frame, distance } of programFrames(stack)) {
    if (seen.has(keyOf(frame))) continue;
    seen.add(keyOf(frame));
    add(tallies, frame, stack.weight, distance);
  }
}

function add(tallies: Map<string, Tally>, frame: StackFrame, weight: number, distance: number): void {
  const tally = tallies.get(keyOf(frame)) ?? { frame, weight: 0, distance: 0 };
  tally.weight += weight;
  tally.distance += weight * distance;
  tallies.set(keyOf(frame), tally);
}

function majorityOf(tallies: Tally[], total: number): Site | null {
  const most = tallies.sort((a, b) => b.weight - a.weight)[0];
  return most === undefined || most.weight < majority * total ? null : siteOf(most, total);
}

// GCC and Clang name their clones of a function after it. see: gcc/symtab.cc clone_function_name
const clone = /(?:\.(?:constprop|isra|part|cold|lto_priv|llvm)(?:\.\d+)?)+$/;

const siteOf = ({ frame, weight }: Tally, total: number): Site => ({
  function: frame.function.replace(clone, ''),
  ...(frame.module === '' ? {} : { module: frame.module }),
  share: total === 0 ? 0 : Math.min(1, weight / total),
});
