import type { CountedStack, StackFrame } from './stack-counts.ts';

// A thread that was pushed off its CPU did not go to sleep: preempted in the kernel, or on the way back to user mode.
// see: kernel/sched/core.c preempt_schedule, kernel/entry/common.c exit_to_user_mode_loop
const forced =
  /^(?:_*preempt_schedule|_*cond_resched|irqentry_exit|exit_to_user_mode|syscall_exit_to_user_mode|do_sched_yield)/;

const isForced = ({ function: name, space }: StackFrame): boolean => space === 'kernel' && forced.test(name);

/**
 * Stacks of context switches in which the thread went to sleep by itself; all of them where the kernel's frames are
 * hidden.
 */
export const sleepsOnly = (switches: readonly CountedStack[]): readonly CountedStack[] =>
  switches.filter((stack) => !stack.frames.some(isForced));
