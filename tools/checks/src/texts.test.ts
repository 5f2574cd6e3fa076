import { describe, expect, test } from 'vitest';
import { problemsOf } from './commit-message.mjs';
import { nameProblems } from './file-names.mjs';
import { lockProblems, npmrcProblems, privateTextProblems } from './private-text.mjs';

describe('a commit message', () => {
  test.each([
    'feat(sources-procfs): read schedstat',
    'fix(bench)!: label the parent\n\nThe children are gone.',
    'chore(workspace, tools-checks): tidy\n# a comment of git',
    'Merge branch "x"',
    'Revert "feat(x): y"',
  ])('%j passes', (message) => {
    expect(problemsOf(message)).toEqual([]);
  });

  test.each([
    ['read schedstat', 'the first line is not'],
    ['feat: read schedstat', 'the first line is not'],
    ['feature(procfs): read schedstat', 'the first line is not'],
    ['feat(procfs):read', 'the first line is not'],
    [`feat(procfs): ${'x'.repeat(90)}`, 'longer than 100'],
    ['feat(procfs): read schedstat.', 'full stop'],
    ['feat(procfs): read schedstat\nwhy', 'second line'],
  ])('%j is refused: %s', (message, why) => {
    expect(problemsOf(message)).toEqual([expect.stringContaining(why)]);
  });
});

describe('a file name', () => {
  test('kebab-case nouns pass', () => {
    const paths = ['libs/core/wire/src/perf-record.ts', 'native/ring/lib/index.ts', 'bpf/execsnoop/execsnoop.bpf.c'];
    expect(paths.flatMap(nameProblems)).toEqual([]);
  });

  test('perf-data names a file format', () => {
    expect(nameProblems('libs/sources/perf-data/src/header.ts')).toEqual([]);
  });

  test.each(['src/string-utils.ts', 'src/helpers/a.ts', 'src/data.ts', 'src/session-manager.ts', 'src/common.h'])(
    '%s says nothing',
    (path) => {
      expect(nameProblems(path)).toEqual([expect.stringContaining('says nothing')]);
    },
  );

  test('camelCase and snake_case are refused', () => {
    expect(nameProblems('src/ringBuffer.ts')).toEqual(['src/ringBuffer.ts: a file name is kebab-case']);
    expect(nameProblems('src/ring_buffer.cc')).toEqual(['src/ring_buffer.cc: a file name is kebab-case']);
  });
});

describe('private text', () => {
  test('the folder of this checkout and a home folder are found, with their line', () => {
    expect(privateTextProblems('a.md', 'x\nsee /build/tree/a.c', '/build/tree')).toEqual([
      'a.md:2: a path of one machine: /build/tree',
    ]);
    expect(privateTextProblems('a.md', `at ${'/home'}/jane/x`, '/build/tree')).toHaveLength(1);
  });

  test('an example home, a URL and a /proc path pass', () => {
    const text = '/home/user/x https://example.org/home/page /proc/PID/root/tmp';
    expect(privateTextProblems('a.md', text, '/build/tree')).toEqual([]);
  });

  test('a lock file may speak of the public registry or of none', () => {
    const lock = (resolved?: string): string => JSON.stringify({ packages: { 'node_modules/x': { resolved } } });
    expect(lockProblems(lock())).toEqual([]);
    expect(lockProblems(lock('https://registry.npmjs.org/x/-/x-1.0.0.tgz'))).toEqual([]);
    expect(lockProblems(lock('https://registry.example.net/x/-/x-1.0.0.tgz'))).toEqual([
      'package-lock.json: node_modules/x is resolved from a registry that is not the public one',
    ]);
  });

  test('an .npmrc with a registry or a credential is refused', () => {
    expect(npmrcProblems('.npmrc', 'fund=false\nomit-lockfile-registry-resolved=true\n')).toEqual([]);
    expect(npmrcProblems('.npmrc', 'registry=https://registry.example.net/\n')).toHaveLength(1);
    expect(npmrcProblems('.npmrc', '//registry.example.net/:_authToken=x\n')).toHaveLength(1);
  });
});
