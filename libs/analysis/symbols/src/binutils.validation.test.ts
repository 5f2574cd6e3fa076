import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { unwrap } from '@ai-perf/core-result';
import { compileC, fileSource, missingTools } from '@ai-perf/tools-elf-bed';
import { expect, test } from 'vitest';
import { lowAddressBits, parseKernelSymbols, readElfModule } from './index.ts';
import type { ElfModule, SymbolTable } from './index.ts';

const missing = missingTools('gcc', 'readelf', 'objdump', 'nm');
const program = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int local(const char *a) { return (int)strlen(a); }
int main(int count, char **words) { free(malloc(count)); printf("%d", local(words[0])); return abs(count); }
`;

const libc = '/lib/x86_64-linux-gnu/libc.so.6';
const files: readonly (readonly [string, () => string])[] = [
  ['libc, without local symbols', () => libc],
  ['libstdc++', () => '/lib/x86_64-linux-gnu/libstdc++.so.6'],
  ['node, 100 MB', () => process.execPath],
  ['a PIE program', () => compileC(program, ['-O1', '-pie'])],
  ['a program at a fixed address', () => compileC(program, ['-O1', '-no-pie'])],
  ['a program with lazy binding and CET', () => compileC(program, ['-O1', '-fcf-protection', '-Wl,-z,lazy,-z,ibtplt'])],
  ['a static program', () => compileC(program, ['-O1', '-static'])],
];

const run = (tool: string, ...words: string[]): string =>
  execFileSync(tool, words, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] });
const open = (path: string): ElfModule => unwrap(readElfModule(fileSource(path)));

/** Address -> `NAME SIZE` of the functions that readelf lists there. */
function readelfFunctions(path: string): Map<number, Set<string>> {
  const functions = new Map<number, Set<string>>();
  for (const line of run('readelf', '-sW', path).split('\n')) {
    const match = /^ +\d+: ([0-9a-f]+) +(\w+) I?FUNC +\w+ +\w+ +(?:\[.*\] +)?\d+ ([^@\s]+)/.exec(line);
    if (match === null) continue;
    const [, address = '', size = '', name = ''] = match;
    const known = functions.get(parseInt(address, 16)) ?? new Set();
    functions.set(parseInt(address, 16), known.add(`${name} ${Number(size)}`));
  }
  return functions;
}

/** What our table says of the function that begins at an address, in the same form. */
function ownFunction(table: SymbolTable, address: number): string {
  const row = table.find(address);
  if (row === -1 || table.startOf(row) !== address) return 'nothing begins here';
  return `${table.nameOf(row)} ${table.endOf(row) - address}`;
}

const isSized = (listed: ReadonlySet<string>): boolean => [...listed].some((text) => !text.endsWith(' 0'));

test.for(files)('every function of %s has a name that readelf lists, and its size', ([, path], { skip }) => {
  skip(missing !== '', missing);
  const table = open(path()).symbols();
  const functions = [...readelfFunctions(path())].filter(([, listed]) => isSized(listed));
  const wrong = functions.filter(([address, listed]) => !listed.has(ownFunction(table, address)));
  expect(wrong.map(([address, listed]) => [ownFunction(table, address), ...listed])).toEqual([]);
  console.log(`${path()}: ${functions.length} functions equal`);
});

/** Stubs of one file: address -> name. */
function ownStubs(path: string): Map<number, string> {
  const table = open(path).symbols();
  const rows = Array.from({ length: table.count }, (_, row) => [table.startOf(row), table.nameOf(row)] as const);
  return new Map(rows.filter(([, name]) => name.endsWith('@plt')));
}

/** objdump shows a slot without a symbol by the address of its resolver; we show the resolver's name. */
function objdumpStubs(path: string): Map<number, string> {
  const sections = ['.plt', '.plt.sec', '.plt.got'].map((name) => `--section=${name}`);
  const stubs = run('objdump', '-d', ...sections, path).matchAll(/^([0-9a-f]+) <(?:\*ABS\*\+0x([0-9a-f]+)|(.*))@plt>:$/gm);
  const table = open(path).symbols();
  return new Map(
    Array.from(stubs, ([, at = '', resolver, name]) => {
      const shown = resolver === undefined ? name : table.name(parseInt(resolver, 16));
      return [parseInt(at, 16), `${shown}@plt`];
    }),
  );
}

const dynamic = files.filter(([title]) => title !== 'a static program');

test.for(dynamic)('the stubs of %s have the names that objdump gives', ([, path], { skip }) => {
  skip(missing !== '', missing);
  expect(ownStubs(path())).toEqual(objdumpStubs(path()));
});

// objdump names no stub of a static program.
test('the stubs of a static program go by the functions that are chosen when it starts', ({ skip }) => {
  skip(missing !== '', missing);
  const names = [...ownStubs(compileC(program, ['-O1', '-static'])).values()];
  expect(names).toContain('strlen@plt');
  expect(names.filter((name) => name.startsWith('*ABS*'))).toEqual([]);
});

test.for(files)('the build id of %s is the one that readelf prints', ([, path], { skip }) => {
  skip(missing !== '', missing);
  expect(open(path()).buildId).toBe(/Build ID: ([0-9a-f]+)/.exec(run('readelf', '-n', path()))?.[1] ?? null);
});

test('names of the kernel are those of its list', ({ skip }) => {
  const lines = readFileSync('/proc/kallsyms', 'latin1').split('\n');
  const listed = new Map<string, Set<string>>();
  for (const line of lines) {
    const match = /^(f[0-9a-f]{15}) [tTwW] (\S+)/.exec(line);
    if (match !== null) listed.set(match[1] ?? '', (listed.get(match[1] ?? '') ?? new Set()).add(match[2] ?? ''));
  }
  skip(listed.size === 0, 'the kernel hides its addresses from this user');
  const symbols = unwrap(parseKernelSymbols(readFileSync('/proc/kallsyms')));
  const half = (digits: string): number => parseInt(digits, 16);
  const low = (address: string): number => lowAddressBits(half(address.slice(0, 8)), half(address.slice(8)));
  expect([...listed].filter(([address, names]) => !names.has(symbols.find(low(address))?.name ?? ''))).toEqual([]);
  expect(symbols.count).toBe(listed.size);
});
