import { defineConfig } from 'vitest/config';

// Five kinds of test, told apart by their file name; see CONTRIBUTING.md.
const kinds = ['golden', 'validation', 'guest', 'browser'] as const;
const roots = ['libs', 'native', 'stages', 'tools'];
const under = (ending: string): string[] => roots.map((root) => `${root}/**/${ending}`);
const conditions = ['@ai-perf/source', 'node', 'import', 'module', 'default'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};
const always = ['**/node_modules/**', '**/dist/**', '**/build/**'];

export default defineConfig({
  ...shared,
  test: {
    reporters: ['default'],
    projects: [
      {
        ...shared,
        test: { name: 'unit', include: under('*.test.ts'), exclude: [...always, ...kinds.map((kind) => `**/*.${kind}.test.ts`)] },
      },
      ...kinds.map((kind) => ({
        ...shared,
        test: {
          name: kind,
          include: under(`*.${kind}.test.ts`),
          exclude: always,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They measure the machine: one at a time, or they measure each other.
          fileParallelism: kind === 'golden',
        },
      })),
    ],
  },
});
