import { expect, test } from 'vitest';
import { badIncludes } from './includes.ts';

const origin = 'docs/notes/x.md';

test('an include of a file that exists is accepted', () => {
  expect(badIncludes('text\n\n<<< ../src/check/includes.ts\n', origin)).toEqual([]);
});

test('a missing file, a missing region and a line range are each named', () => {
  const page = ['../gone.ts', '../src/check/includes.ts#planted', '../src/check/includes.ts{3-9}'];
  expect(badIncludes(page.map((file) => `<<< ${file}\n`).join(''), origin)).toEqual([
    'docs/notes/x.md: <<< ../gone.ts: no such file',
    'docs/notes/x.md: <<< ../src/check/includes.ts#planted: no region planted, the whole file would be shown',
    'docs/notes/x.md: <<< ../src/check/includes.ts{3-9}: {lines} marks lines, it does not choose them',
  ]);
});
