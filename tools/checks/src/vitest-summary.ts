// A vitest reporter: names every skipped test with its reason, and hands the three counts to test-run.mjs through the
// file named by AI_PERF_TEST_SUMMARY. A skip is not a pass, so it must be seen.
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node';

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Skip {
  readonly name: string;
  readonly reason: string;
}

export default class SummaryReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Vitest): void {
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    // With -t, all that nobody asked for would be named.
    if (!this.#isFiltered) printSkips(cases.filter((test) => stateOf(test) === 'skipped').map(skipOf));
    const path = process.env['AI_PERF_TEST_SUMMARY'];
    if (path !== undefined) writeFileSync(path, JSON.stringify(summaryOf(cases, modules, unhandled)));
  }
}

// A file that does not load, or an error outside of any test, has no test case to fail: it counts as one failure.
function summaryOf(cases: TestCase[], modules: readonly TestModule[], unhandled: readonly SerializedError[]): Summary {
  const count = (state: string): number => cases.filter((test) => stateOf(test) === state).length;
  const broken = modules.reduce((sum, module) => sum + module.errors().length, 0) + suiteErrors(modules);
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + broken + unhandled.length,
    skipped: count('skipped'),
  };
}

function suiteErrors(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  return suites.reduce((sum, suite) => sum + suite.errors().length, 0);
}

const stateOf = (test: TestCase): string => test.result().state;

function skipOf(test: TestCase): Skip {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const name = `${test.project.name} ${test.module.relativeModuleId}: ${test.fullName}`;
  return { name, reason: note ?? 'no reason given' };
}

function printSkips(skips: readonly Skip[]): void {
  for (const { name, reason } of skips) process.stdout.write(`skipped: ${name}\n         ${reason}\n`);
}
