import type { UserStackCopy } from '@ai-perf/core-model';
import { register, rule } from '@ai-perf/analysis-dwarf';
import type { Row } from '@ai-perf/analysis-dwarf';
import { callerByFramePointer, callerByRow } from './caller.ts';
import type { Frames } from './caller.ts';
import { newRegisters, pcOf, registersOf, spOf } from './registers.ts';
import { StackMemory } from './stack-memory.ts';

/** What is known of the code at an address: its row, or that it is code without one, or that it is no code. */
export type CodeAt = Row | 'without-row' | 'unmapped';

/** Why a walk ended. Only `root` is a whole stack. */
export type StackEnd =
  /** Call frame information says that nothing called this function, or the return address is 0. */
  | 'root'
  /** The next frame lies beyond the bytes that were copied. */
  | 'stack-cut'
  /** A return address is no executable address. */
  | 'unmapped'
  /** Code without call frame information, and its frame pointer leads nowhere. */
  | 'no-rule'
  /** The rule needs a register or memory that is not known. */
  | 'unreadable'
  /** The stack pointer did not move towards the root. */
  | 'no-progress'
  | 'too-deep';

export interface UnwoundFrame {
  readonly pc: number;
  /** What a signal interrupted is at its instruction, like the leaf; the others are at the one after their call. */
  readonly at: 'ip' | 'return-address';
}

export interface UnwoundStack {
  /** Leaf first. */
  readonly frames: readonly UnwoundFrame[];
  readonly end: StackEnd;
}

const maxFrames = 1024;

/**
 * Walks a copied user stack from its registers. `codeAt` is asked for the address of the instruction that runs or
 * calls: one byte before a return address, since a call may be a function's last instruction.
 */
export function unwindUserStack(copy: UserStackCopy, codeAt: (address: number) => CodeAt): UnwoundStack {
  let registers = registersOf(copy.registers);
  let caller = newRegisters();
  const memory = new StackMemory(spOf(registers), copy.bytes);
  const frames: UnwoundFrame[] = [{ pc: pcOf(registers), at: 'ip' }];
  let code = codeAt(pcOf(registers));
  while (frames.length <= maxFrames) {
    const end = stepOut(code, { registers, memory, caller });
    if (end !== null) return { frames, end };
    const at = isSignalFrame(code) ? 'ip' : 'return-address';
    [registers, caller] = [caller, registers];
    code = codeAt(pcOf(registers) - (at === 'ip' ? 0 : 1));
    if (code === 'unmapped') return { frames, end: 'unmapped' };
    frames.push({ pc: pcOf(registers), at });
  }
  return { frames, end: 'too-deep' };
}

/** What a signal interrupted did not call: its pc is the instruction itself. */
const isSignalFrame = (code: CodeAt): boolean => typeof code !== 'string' && code.signalFrame;

/** Fills in the caller's registers, or says why there is none. */
function stepOut(code: CodeAt, frames: Frames): StackEnd | null {
  if (code === 'unmapped') return 'unmapped';
  if (code === 'without-row') {
    if (!callerByFramePointer(frames)) return 'no-rule';
  } else {
    if (code.rules[register.returnAddress] === rule.undefined) return 'root';
    callerByRow(code, frames);
  }
  return whyNoCaller(code, frames);
}

function whyNoCaller(code: CodeAt, { registers, memory, caller }: Frames): StackEnd | null {
  const sp = spOf(caller);
  if (Number.isNaN(pcOf(caller))) return sp > memory.end ? 'stack-cut' : 'unreadable';
  if (pcOf(caller) === 0) return 'root';
  // A signal handler may run on a stack of its own, above or below. see: sigaltstack(2)
  return sp > spOf(registers) || isSignalFrame(code) ? null : 'no-progress';
}
