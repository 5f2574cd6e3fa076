// What lint holds; the reasons stand in tools/checks/src/eslint and CONTRIBUTING.md. Run it by `npm run lint`.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { impureModules, purityRules } from './tools/checks/src/eslint/purity.mjs';
import { skipRules } from './tools/checks/src/eslint/skips.mjs';
import { wallOptions } from './tools/checks/src/eslint/walls.mjs';

const typescript = ['**/*.ts'];
const scripts = ['**/*.mjs'];
const tests = ['**/*.test.ts', '**/test/**/*.ts'];
const pure = ['libs/core/*/src/**/*.ts', 'libs/analysis/*/src/**/*.ts', 'libs/views/*/src/**/*.ts'];
const built = { regex: '(^|/)dist(/|$)', message: 'import the package by its name, not what was built of it' };

// What is nearly always a slip.
const sound = Object.fromEntries(
  [
    'eqeqeq', 'no-async-promise-executor', 'no-compare-neg-zero', 'no-cond-assign', 'no-constant-condition',
    'no-control-regex', 'no-debugger', 'no-dupe-keys', 'no-duplicate-case', 'no-empty', 'no-eval', 'no-fallthrough',
    'no-loss-of-precision', 'no-new-func', 'no-self-assign', 'no-self-compare', 'no-sparse-arrays', 'no-unreachable',
    'no-unsafe-finally', 'no-useless-escape', 'no-var', 'prefer-const', 'use-isnan', 'valid-typeof',
  ].map((rule) => [rule, 'error']),
);

export default tseslint.config(
  { ignores: ['**/dist', '**/build', '**/node_modules', '.nx', 'reports', 'docs/.vitepress'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'size, for every file',
    files: [...typescript, ...scripts],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'max-depth': ['error', 4],
      ...sound,
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': ['error', { patterns: [built] }],
    },
  },
  {
    name: 'TypeScript, with types',
    files: typescript,
    languageOptions: {
      parser: tseslint.parser,
      // One program over the whole tree: a program a package costs several times as much.
      parserOptions: { project: ['tsconfig.test.json'], tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    name: 'walls',
    files: [...typescript, ...scripts],
    plugins: { '@nx': nx },
    languageOptions: { parser: tseslint.parser },
    rules: { '@nx/enforce-module-boundaries': ['error', wallOptions({ isTest: false })] },
  },
  {
    name: 'walls, for what is not shipped: tests, what they share, and build steps',
    files: [...tests, '**/build.mjs'],
    rules: { '@nx/enforce-module-boundaries': ['error', wallOptions({ isTest: true })] },
  },
  {
    name: 'tests',
    files: tests,
    rules: {
      // describe() is a chapter, not a function.
      'max-lines-per-function': 'off',
      ...skipRules,
    },
  },
  {
    name: 'purity',
    files: pure,
    ignores: tests,
    rules: { ...purityRules, 'no-restricted-imports': ['error', { patterns: [built, ...impureModules] }] },
  },
  {
    name: 'a launcher starts what was built of its own package',
    files: ['{stages/*,tools}/*/bin/*.mjs'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    name: 'a tool speaks through its io',
    files: ['{libs,native,stages}/**/*.ts'],
    ignores: [...tests, ...pure],
    rules: { 'no-console': 'error' },
  },
  {
    name: 'the one door through which a process enters: it wraps clock and streams for all others',
    files: ['libs/core/cli/src/io.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
);
