import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unwrap } from '@ai-perf/core-result';
import { bytesSource, compileC, missingTools } from '@ai-perf/tools-elf-bed';
import { describe, expect, test } from 'vitest';
import { readElfModule } from './index.ts';
import type { SymbolTable } from './index.ts';

const missing = missingTools('gcc', 'objcopy');
const program = `
#include <stdio.h>
int shared_name(int n) { return n * 3; }
__attribute__((noinline)) static int only_here(int n) { return puts("x") + n; }
int main(int count, char **words) { return only_here(shared_name(count)) + (words == 0); }
`;

const tableOf = (bytes: Uint8Array): SymbolTable => unwrap(readElfModule(bytesSource(bytes))).symbols();
const codeOf = (bytes: Uint8Array): string => {
  const module = readElfModule(bytesSource(bytes));
  return module.ok ? 'ok' : module.problem.code;
};
const allNames = (table: SymbolTable): string[] => Array.from({ length: table.count }, (_, row) => table.nameOf(row));

describe('a program', () => {
  test('names its global, its local functions and the stubs of what it calls', ({ skip }) => {
    skip(missing !== '', missing);
    const names = allNames(tableOf(readFileSync(compileC(program, ['-O1']))));
    expect(names).toEqual(expect.arrayContaining(['main', 'shared_name', 'only_here', '_start', 'puts@plt']));
    expect(names.filter((name) => name.includes('@GLIBC'))).toEqual([]);
  });

  test('keeps its exported functions when it is stripped', ({ skip }) => {
    skip(missing !== '', missing);
    const names = allNames(tableOf(readFileSync(compileC(program, ['-O1', '-s', '-rdynamic']))));
    expect(names).toEqual(expect.arrayContaining(['main', 'shared_name', '_start', 'puts@plt']));
    expect(names).not.toContain('only_here');
  });

  test('maps a byte of the file to the address that the linker gave it, PIE or not', ({ skip }) => {
    skip(missing !== '', missing);
    const layouts = ['-pie', '-no-pie', '-no-pie -Wl,-z,noseparate-code', '-no-pie -Wl,-Ttext-segment=0x7000000'];
    for (const flags of layouts.map((words) => words.split(' '))) {
      const module = unwrap(readElfModule(bytesSource(readFileSync(compileC(program, flags)))));
      const text = module.section('.text');
      const section = module.layout.sections.find(({ name }) => name === '.text');
      expect(module.addressOf(section?.offset ?? -1)).toBe(text?.address);
      expect(module.symbols().name(text?.address ?? 0)).toBe('_start');
    }
  });

  test('gives fewer symbols or a Problem when its file is cut at any 64th byte', ({ skip }) => {
    skip(missing !== '', missing);
    const whole = readFileSync(compileC(program, ['-O1']));
    const full = tableOf(whole).count;
    const codes = new Set<string>();
    for (let length = 0; length < whole.length; length += 64) {
      const module = readElfModule(bytesSource(whole.subarray(0, length)));
      codes.add(module.ok ? 'ok' : module.problem.code);
      if (module.ok) expect(module.value.symbols().count).toBeLessThanOrEqual(full);
    }
    expect([...codes].sort()).toEqual(['not-elf', 'ok']);
  });

  test('never throws however its headers and tables are changed', ({ skip }) => {
    skip(missing !== '', missing);
    const whole = readFileSync(compileC(program, ['-O1']));
    // A linear congruential generator, so that a failure can be repeated. see: Numerical Recipes, 7.1
    let state = 1;
    const random = (below: number): number => (state = (state * 1664525 + 1013904223) >>> 0) % below;
    for (let round = 0; round < 400; round += 1) {
      const hostile = Uint8Array.from(whole);
      for (let change = 0; change < 40; change += 1) hostile[random(hostile.length)] = random(256);
      for (let change = 0; change < 4; change += 1) hostile[random(64)] = 0xff;
      hostile.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
      const module = readElfModule(bytesSource(hostile));
      if (module.ok) module.value.symbols().name(random(2 ** 20));
    }
  });

  test('carries any symbol name as it is, markup too', ({ skip }) => {
    skip(missing !== '', missing);
    const path = join(mkdtempSync(join(tmpdir(), 'elf-test-')), 'hostile');
    const hostile = '<img src=x onerror=alert(1)>';
    execFileSync('objcopy', ['--redefine-sym', `shared_name=${hostile}`, compileC(program, ['-O1']), path]);
    const names = allNames(tableOf(readFileSync(path)));
    rmSync(dirname(path), { recursive: true });
    expect(names).toContain(hostile);
  });
});

describe('aliases of one address', () => {
  const aliases = (declarations: string): string[] =>
    allNames(tableOf(readFileSync(compileC(`${declarations}\nint main(void) { return 0; }`, ['-O1']))));

  test('a global name is preferred to a weak one', ({ skip }) => {
    skip(missing !== '', missing);
    const names = aliases('int strong(void) { return 7; }\nint faint(void) __attribute__((weak, alias("strong")));');
    expect(names.filter((name) => ['strong', 'faint'].includes(name))).toEqual(['strong']);
  });

  test('the name with fewer leading underscores is preferred', ({ skip }) => {
    skip(missing !== '', missing);
    const names = aliases('int __plain(void) { return 7; }\nint plain(void) __attribute__((alias("__plain")));');
    expect(names.filter((name) => name.endsWith('plain'))).toEqual(['plain']);
  });
});

test("glibc's aliases for its own use are not preferred", ({ skip }) => {
  skip(missing !== '', missing);
  const text = 'int __wait_here(void) { return 7; }\nint __GI___wait_here(void) __attribute__((alias("__wait_here")));';
  const table = tableOf(readFileSync(compileC(`${text}\nint main(void) { return 0; }`, ['-O1'])));
  expect(allNames(table).filter((name) => name.endsWith('wait_here'))).toEqual(['__wait_here']);
});

describe('what is no ELF64 file', () => {
  test('an empty file and a script are not ELF', () => {
    expect(codeOf(new Uint8Array())).toBe('not-elf');
    expect(codeOf(Buffer.from('#!/bin/sh\nexit 0 # and more text'))).toBe('not-elf');
  });

  test('a 32-bit program is told apart', () => {
    const header = new Uint8Array(64);
    header.set([0x7f, 0x45, 0x4c, 0x46, 1, 1]);
    expect(codeOf(header)).toBe('elf-32-bit');
  });

  test('a header that promises more sections than the file has bytes gives none', () => {
    const bytes = new Uint8Array(128);
    bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(40, 64n, true);
    view.setUint16(58, 64, true);
    view.setUint16(60, 0xffff, true);
    view.setUint16(62, 0xfffe, true);
    expect(unwrap(readElfModule(bytesSource(bytes))).layout.sections.length).toBe(1);
  });
});
