// Writes src/tables from the UAPI headers that are installed: node libs/analysis/syscalls/generate/generate.mjs
// Needs gcc and perl (strerror). Run it where newer headers are installed, and commit what it writes.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enumNames, flagNames, headers } from './flag-names.mjs';

const folder = join(import.meta.dirname, '../src/tables');
const scratch = mkdtempSync(join(tmpdir(), 'uapi-'));
const note = '// Written by generate/generate.mjs from the installed UAPI headers; not by hand.\n';

// What user space sees under another value than the kernel, and what the C library hides.
// see: arch/x86/include/uapi/asm/signal.h, include/uapi/asm-generic/fcntl.h
const kernelValues = { O_LARGEFILE: 0o100000, SA_RESTORER: 0x04000000, O_TMPFILE: 0o20200000, O_SYNC: 0o4010000 };

// One number, two names: strace prints both.
const alsoKnownAs = { FICLONE: 'BTRFS_IOC_CLONE or FICLONE' };

function defines(header) {
  const text = execFileSync('gcc', ['-E', '-dM', '-include', header, '-x', 'c', '/dev/null'], { encoding: 'utf8' });
  return [...text.matchAll(/^#define (\w+) (.+)$/gm)].map(([, name, value]) => [name, value]);
}

// Names that the headers do not know are left out.
function valuesOf(names) {
  const source = join(scratch, 'values.c');
  const program = join(scratch, 'values');
  const printed = (name) => `  printf("${name} %llu\\n", (unsigned long long)(unsigned)${name});`;
  let wanted = names;
  for (;;) {
    const includes = headers.map((header) => `#include <${header}>`);
    const text = ['#define _GNU_SOURCE', '#include <stdio.h>', ...includes, 'int main(void) {'];
    text.push(...wanted.map(printed), '}');
    writeFileSync(source, `${text.join('\n')}\n`);
    const { status, stderr } = spawnSync('gcc', ['-w', '-o', program, source], { encoding: 'utf8' });
    if (status === 0) break;
    const unknown = new Set([...stderr.matchAll(/.(\w+). undeclared/g)].map(([, name]) => name));
    if (unknown.size === 0) throw new Error(stderr);
    wanted = wanted.filter((name) => !unknown.has(name));
  }
  const rows = execFileSync(program, { encoding: 'utf8' }).trim().split('\n').map((row) => row.split(' '));
  return new Map(rows.map(([name, value]) => [name, kernelValues[name] ?? Number(value)]));
}

const split = (names) => names.split(' ').filter((name) => name !== '');

// As many as fit into a line.
function filled(items) {
  const lines = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 115) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines.map((line) => `    ${line}\n`).join('');
}

const open = (name, type) => `export const ${name}: Readonly<Record<${type}>> = {\n`;

function tableText(title, tables, skipZero) {
  const values = valuesOf([...new Set(Object.values(tables).flatMap(split)), ...Object.keys(kernelValues)]);
  for (const [name, value] of Object.entries(kernelValues)) values.set(name, value);
  const rows = Object.entries(tables).map(([table, names]) => {
    const shown = (name) => alsoKnownAs[name] ?? name;
    const known = split(names).filter((name) => values.has(name) && !(skipZero && values.get(name) === 0));
    return `  ${table}: [\n${filled(known.map((name) => `[${values.get(name)}, '${shown(name)}'],`))}  ],\n`;
  });
  return `${open(title, 'string, readonly (readonly [number, string])[]')}${rows.join('')}};\n`;
}

const named = ([number, name]) => `  ${number}: '${name}',\n`;

function callNumbers() {
  const text = readFileSync('/usr/include/x86_64-linux-gnu/asm/unistd_64.h', 'utf8');
  const rows = [...text.matchAll(/^#define __NR_(\w+) (\d+)$/gm)].map(([, name, number]) => [Number(number), name]);
  return `${open('callNames', 'number, string')}${rows.map(named).join('')}};\n`;
}

// The lowest name of a value is the one that the kernel's own lists print first (EAGAIN, not EWOULDBLOCK).
function errors() {
  const rows = defines('errno.h').filter(([name, value]) => /^E[A-Z0-9]+$/.test(name) && /^\d+$/.test(value));
  rows.sort((a, b) => Number(a[1]) - Number(b[1]));
  const say = 'for (@ARGV) { $! = $_; print "$!\\n" }';
  const numbers = rows.map(([, value]) => value);
  const words = execFileSync('perl', ['-e', say, ...numbers], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  const messages = words.trim().split('\n');
  const quoted = messages.map((message) => message.replaceAll("'", "\\'"));
  const lines = rows.map(([name, value], index) => `  ${value}: ['${name}', '${quoted[index]}'],\n`);
  return `${open('errorNames', 'number, readonly [name: string, message: string]')}${lines.join('')}};\n`;
}

function signals() {
  const rows = defines('asm/signal.h').filter(([name, value]) => /^SIG[A-Z0-9]+$/.test(name) && /^\d+$/.test(value));
  const real = rows.filter(([name]) => !['SIGIOT', 'SIGRTMIN', 'SIGRTMAX', 'SIGUNUSED', 'SIGSTKSZ'].includes(name));
  real.sort((a, b) => Number(a[1]) - Number(b[1]));
  return `${open('signalNames', 'number, string')}${real.map(([name, value]) => named([value, name])).join('')}};\n`;
}

const files = {
  'call-names.ts': callNumbers(),
  'error-names.ts': errors(),
  'signal-names.ts': signals(),
  'flag-tables.ts': tableText('flagTables', flagNames, true),
  'enum-tables.ts': tableText('enumTables', enumNames, false),
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), note + text);
rmSync(scratch, { recursive: true });
