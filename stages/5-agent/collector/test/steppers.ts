// Starts steppers for a test file and stops them after each test.
import { buildStepper, startStepper } from '@ai-perf/tools-fixtures';
import type { Stepper, StepperOptions } from '@ai-perf/tools-fixtures';
import type { Nanoseconds } from '@ai-perf/core-units';
import { afterAll, afterEach, beforeAll } from 'vitest';

export const clock = { monotonic: (): Nanoseconds => Number(process.hrtime.bigint()) as Nanoseconds };

/** Call once at the top of a test file; the function starts a stepper that lives for one test. */
export function useSteppers(): (options?: StepperOptions) => Promise<Stepper> {
  let built: Awaited<ReturnType<typeof buildStepper>> | null = null;
  const running: Stepper[] = [];
  beforeAll(async () => {
    built = await buildStepper();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((stepper) => stepper.stop()));
  });
  afterAll(async () => built?.remove());
  return async (options = {}) => {
    const stepper = await startStepper(built?.path ?? '', options);
    running.push(stepper);
    // Its pages, its stack and its first answer are behind it when the counting begins.
    await stepper.tell('write', 1);
    return stepper;
  };
}
