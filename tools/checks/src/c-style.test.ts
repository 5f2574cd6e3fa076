import { describe, expect, test } from 'vitest';
import { functionsOf } from './c-functions.mjs';
import { cProblems } from './c-style.mjs';

const named = (source: string): string[] => functionsOf(source).map(({ name, lines }) => `${name} ${lines}`);
const mit = '/* SPDX-License-Identifier: MIT */\n';
const gpl = '// SPDX-License-Identifier: GPL-2.0-only\n';

describe('functions of a C file', () => {
  test('a function is counted from the line of its brace to the line that closes it', () => {
    expect(named('static int f(void)\n{\n\treturn 0;\n}\n')).toEqual(['f 3']);
  });

  test('a struct, an enum and a table are not functions', () => {
    expect(named('struct s {\n int a;\n};\nenum e { A, B };\nint table[] = {\n 1,\n};\n')).toEqual([]);
  });

  test('a function that returns a struct is one', () => {
    expect(named('struct point make(int x) {\n  return (struct point){ x };\n}\n')).toEqual(['make 3']);
  });

  test('methods inside a namespace and a class are found, and a lambda inside them is not counted twice', () => {
    const method = 'int m() const {\n auto f = [](int x) { return x; };\n return f(1);\n}\n';
    const source = `namespace n {\nclass C {\n${method}};\n}\n`;
    expect(named(source)).toEqual(['m 4']);
  });

  test('a constructor with an initialiser list is one function', () => {
    expect(named('Ring::Ring(int fd) : fd_(fd), size_(0) {\n  Map();\n}\n')).toEqual(['Ring::Ring 3']);
  });

  test('braces in strings, characters, comments and macros do not count', () => {
    const hidden = 'int f(void)\n{\n\tputs("}"); /* } */ // }\n\treturn \'}\';\n}\n';
    const source = `#define OPEN {\n${hidden}int g(void)\n{\n}\n`;
    expect(named(source)).toEqual(['f 4', 'g 2']);
  });

  test('a BPF program is named after its function, not after SEC()', () => {
    expect(named('SEC("tp/sched/sched_switch")\nint on_switch(void *ctx)\n{\n\treturn 0;\n}\n')).toEqual([
      'on_switch 3',
    ]);
  });
});

describe('C style', () => {
  const body = (lines: number): string => `int f(void)\n{\n${'\tg();\n'.repeat(lines - 2)}}\n`;

  test('a function of 60 lines passes and one of 61 does not', () => {
    expect(cProblems('x.cc', mit + body(60))).toEqual([]);
    expect(cProblems('x.cc', mit + body(61))).toEqual(['x.cc:3: f has 61 lines, 60 is the most']);
  });

  test('a file of 400 lines passes and one of 401 does not', () => {
    const lines = (count: number): string => mit + 'int x;\n'.repeat(count - 1);
    expect(cProblems('a.c', lines(400))).toEqual([]);
    expect(cProblems('a.c', lines(401))).toEqual(['a.c: 401 lines, 400 is the most']);
  });

  test('bpf/ and kernel-modules/ are under the GPL and nothing else is', () => {
    expect(cProblems('bpf/x/x.bpf.c', gpl)).toEqual([]);
    expect(cProblems('bpf/x/x.bpf.c', mit)).toEqual([
      'bpf/x/x.bpf.c: MIT, but bpf/ and kernel-modules/ are GPL-2.0-only',
    ]);
    expect(cProblems('native/x/src/x.cc', gpl)).toEqual([
      'native/x/src/x.cc: GPL-2.0-only, but only bpf/ and kernel-modules/ are under the GPL',
    ]);
  });

  test('a file without an SPDX line is named', () => {
    expect(cProblems('a.c', 'int x;\n')).toEqual(['a.c: no SPDX-License-Identifier in the first line']);
  });
});
