import { fetchKind } from '@ai-perf/core-wire';
import { expect, test } from 'vitest';
import { chunk, entry, exit, text } from '../test/made-records.ts';
import { defaultStyle } from './call.ts';
import type { TracedCall } from './call.ts';
import { callsOf } from './call-sets.ts';
import { CallDecoder, callName, callNumbersByName } from './decoder.ts';
import { flagText } from './flags.ts';
import { quote } from './quote.ts';
import { signatureOf } from './signature.ts';
import { signalSetText } from './signals.ts';
import { callNames } from './tables/call-names.ts';

type Chunks = Parameters<typeof exit>[2];

function call(name: string, args: TracedCall['args'], before: Chunks = [], after: Chunks = []): TracedCall {
  const { tid, number, at, cpuTime } = entry(1, name, args);
  const ended = exit(1, 0, after);
  const rest = { enteredAt: at, cpuAtEntry: cpuTime, interrupted: null, exit: ended };
  return { tid, name, number, args, entryChunks: before, ...rest };
}

const decoder = new CallDecoder(defaultStyle);
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

test('every call of the table has a number, and its name leads back to it', () => {
  for (const [number, name] of Object.entries(callNames)) {
    expect(callName(Number(number))).toBe(name);
    expect(callNumbersByName.get(name)).toBe(Number(number));
    expect(signatureOf(name).types.length).toBeLessThanOrEqual(6);
  }
  expect(callName(455)).toBe('syscall_0x1c7');
});

test('the mode of an open is written only when the file may be made', () => {
  const path = [chunk(1, text('a'), fetchKind.string)];
  expect(decoder.argumentsText(call('openat', [-100, 1, 0, 0o644], path))).toBe('AT_FDCWD, "a", O_RDONLY');
  expect(decoder.argumentsText(call('openat', [-100, 1, 0o1101, 0o644], path))).toBe(
    'AT_FDCWD, "a", O_WRONLY|O_CREAT|O_TRUNC, 0644',
  );
});

test('memory that cannot be read is shown by its address, a null pointer as NULL', () => {
  expect(decoder.argumentsText(call('chdir', [0x1000], [chunk(0, null, fetchKind.string)]))).toBe('0x1000');
  expect(decoder.argumentsText(call('chdir', [0]))).toBe('NULL');
  expect(decoder.argumentsText(call('brk', [-1]))).toBe('0xffffffffffffffff');
});

test('what a read got is cut at the limit of strings', () => {
  const after = [chunk(1, new Uint8Array(32).fill(97), fetchKind.buffer)];
  const read = call('read', [3, 0x1000, 100], [], after);
  const whole = { ...read, exit: { ...exit(1, 33, after) } };
  expect(decoder.argumentsText(whole)).toBe(`3, "${'a'.repeat(32)}"..., 100`);
});

test('an address of a socket is written by its family', () => {
  const inet = bytes(2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  expect(decoder.argumentsText(call('connect', [3, 1, 16], [chunk(1, inet, fetchKind.buffer)]))).toBe(
    '3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16',
  );
  const abstract = bytes(1, 0, 0, 97, 98);
  expect(decoder.argumentsText(call('bind', [3, 1, 5], [chunk(1, abstract, fetchKind.buffer)]))).toBe(
    '3, {sa_family=AF_UNIX, sun_path=@"ab"}, 5',
  );
});

test.each([
  [bytes(104, 105, 10), '"hi\\n"'],
  [bytes(0, 56), '"\\08"'],
  [bytes(0, 55), '"\\0007"'],
  [bytes(27, 91, 34, 92), '"\\33[\\"\\\\"'],
])('bytes are quoted as C would read them back', (given, expected) => {
  expect(quote(given, 'octal')).toBe(expected);
});

test('bits that no table knows are shown as what is left, or with the prefix of their names', () => {
  expect(flagText('protection', 3)).toBe('PROT_READ|PROT_WRITE');
  expect(flagText('protection', 0)).toBe('PROT_NONE');
  expect(flagText('eventFlags', 0x80001)).toBe('EFD_SEMAPHORE|EFD_CLOEXEC');
  expect(flagText('eventFlags', 0x100)).toBe('0x100 /* EFD_??? */');
});

test('a set of signals that holds most of them is written by what it lacks', () => {
  expect(signalSetText(bytes(2, 0x40, 0, 0, 0, 0, 0, 0))).toBe('[INT TERM]');
  expect(signalSetText(new Uint8Array(8).fill(255))).toBe('~[]');
});

test('the plan copies what the signature names, and nothing for numbers', () => {
  const plan = decoder.plan([callNumbersByName.get('openat') ?? -1, callNumbersByName.get('getpid') ?? -1]);
  expect(plan).toEqual([
    [257, { kind: fetchKind.string, argument: 1, size: 4096, length: 0, cap: 0, atExit: false }],
  ]);
});

test.each([
  ['read,write', [0, 1]],
  ['/^getp(id|pid)$', [39, 110]],
  ['none', []],
  ['%clock', [96, 164, 201, 159, 227, 228, 229, 305]],
])('the set %s', (set, expected) => {
  const found = callsOf(set);
  expect('numbers' in found ? found.numbers : found).toEqual(new Set<number>(expected));
});

test('a set with an unknown word says which', () => {
  expect(callsOf('read,nosuch')).toEqual({ unknown: 'nosuch' });
  const inverted = callsOf('!read');
  expect('numbers' in inverted && inverted.numbers.has(0)).toBe(false);
});
