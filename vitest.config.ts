import { defineConfig } from 'vitest/config';

// Five kinds of test, told apart by their file name; see CONTRIBUTING.md.
const kinds = ['golden', 'validation', 'guest', 'browser'] as const;
const roots = ['libs', 'native', 'stages', 'tools', 'docs'];
const under = (ending: string): string[] => roots.map((root) => `${root}/**/${ending}`);
const conditions = ['@ai-perf/source', 'node', 'import', 'module', 'default'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};
const always = ['**/node_modules/**', '**/dist/**', '**/build/**'];
const others = kinds.map((kind) => `**/*.${kind}.test.ts`);

// Groups run one after the other, the cheap kinds first.
const group = { golden: 0, validation: 1, guest: 2, browser: 3 } as const;

export default defineConfig({
  ...shared,
  test: {
    reporters: ['default', './tools/checks/src/vitest-summary.ts'],
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: under('*.test.ts'),
          exclude: [...always, ...others],
          sequence: { groupOrder: 0 },
          // Generous: the machine may be loaded, and no test of ours asserts a wall-clock time.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      ...kinds.map((kind) => ({
        ...shared,
        test: {
          name: kind,
          include: under(`*.${kind}.test.ts`),
          exclude: always,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: group[kind] },
          // They measure the machine: one at a time, or they measure each other.
          fileParallelism: kind === 'golden',
        },
      })),
    ],
  },
});
