import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../workspace/packages.mjs';
import { copyTree } from './tree-copy.ts';
import type { LintReport, TreeCopy } from './tree-copy.ts';

const walls = '@nx/enforce-module-boundaries';

// What is forbidden, where it is planted, and the rule that must speak. None of them closes a cycle: that would be
// reported in every file along it.
const planted = [
  ['analysis reads a file', 'libs/analysis/rates', "import 'node:fs';", 'no-restricted-imports'],
  ['analysis reads a file, the old way', 'libs/analysis/rates', "import 'fs/promises';", 'no-restricted-imports'],
  ['analysis loads a module at run time', 'libs/analysis/rates', "await import('node:fs');", 'no-restricted-syntax'],
  ['analysis reads the clock', 'libs/analysis/rates', 'export const at = Date.now();', 'no-restricted-properties'],
  ['analysis asks for the date', 'libs/analysis/rates', 'export const at = new Date();', 'no-restricted-syntax'],
  ['analysis throws dice', 'libs/analysis/rates', 'export const x = Math.random();', 'no-restricted-properties'],
  ['view looks at the process', 'libs/views/table', 'export const x = process.pid;', 'no-restricted-globals'],
  ['view goes round by globalThis', 'libs/views/table', 'export const x = globalThis;', 'no-restricted-globals'],
  ['core prints', 'libs/core/units', "console.log('x');", 'no-restricted-globals'],
  ['analysis takes a package nobody agreed to', 'libs/analysis/rates', "import 'zod';", walls],
  ['analysis reaches for a source', 'libs/analysis/rates', "import '@ai-perf/sources-procfs';", walls],
  ['analysis takes a type of a source', 'libs/analysis/rates', "export type * from '@ai-perf/sources-procfs';", walls],
  ['core stands on analysis', 'libs/core/cli', "import '@ai-perf/analysis-rates';", walls],
  ['a library stands on a stage', 'libs/views/report-html', "import '@ai-perf/flamegraph';", walls],
  ['a source computes', 'libs/sources/procfs', "import '@ai-perf/analysis-rates';", walls],
  ['a source stands on a source', 'libs/sources/procfs', "import '@ai-perf/sources-files';", walls],
  ['a view reads', 'libs/views/table', "import '@ai-perf/sources-procfs';", walls],
  ['a tool stands on a tool', 'stages/4-profiling/flamegraph', "import '@ai-perf/sampler';", walls],
  ['a tool stands on the agent', 'stages/4-profiling/flamegraph', "import '@ai-perf/collector';", walls],
  ['a shipped package stands on the test bed', 'stages/5-agent/diagnoser', "import '@ai-perf/tools-workloads';", walls],
  ['a path leaves its package', 'libs/analysis/rates', "import '../../../core/units/src/index.ts';", walls],
  [
    'what was built is imported',
    'libs/analysis/rates',
    "import '@ai-perf/core-units/dist/a.js';",
    'no-restricted-imports',
  ],
] as const;

const pathOf = (index: number): string => `${planted[index]?.[1]}/src/planted-${index}.ts`;

const paths = planted.map((_, index) => pathOf(index));
const folders = [...new Set(planted.map(([, folder]) => folder))];

describe('the walls', () => {
  let tree: TreeCopy;
  let spoilt: LintReport;

  beforeAll(() => {
    tree = copyTree(root);
    for (const [index, [, , text]] of planted.entries()) tree.write(pathOf(index), `${text}\nexport {};\n`);
    spoilt = tree.lint(...folders);
  }, 300_000);

  afterAll(() => tree.remove());

  test('lint fails on the spoilt packages, and on the planted files alone', () => {
    expect(spoilt.status).not.toBe(0);
    expect([...spoilt.broken.keys()].sort()).toEqual([...paths].sort());
  });

  test.each(planted.map(([what, , , rule], index) => [what, rule, index] as const))('%s: %s', (_what, rule, index) => {
    expect(spoilt.broken.get(pathOf(index))).toContain(rule);
  });

  test('the same packages pass when nothing is planted', () => {
    for (const path of paths) tree.delete(path);
    const untouched = tree.lint(...folders);
    expect([untouched.status, Object.fromEntries(untouched.broken)], untouched.said).toEqual([0, {}]);
  });
});
