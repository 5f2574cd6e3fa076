import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readAll } from '../test/read-all.ts';

interface CommReading {
  readonly readComm: { readonly value: string };
}

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));

test.each(readdirSync(folder))('the record %s reads as it did when it was made', (name) => {
  const expected: unknown = JSON.parse(readFileSync(`${folder}${name}/expected/readings.json`, 'utf8'));
  expect(readAll(`${folder}${name}/input/proc`)).toEqual(expected);
});

test('the recorded names are those that the recorder gave, to the byte that the kernel keeps', () => {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(`${folder}${name}/provenance.json`, 'utf8');
    const { names } = JSON.parse(text) as { names: string[] };
    const { processes } = readAll(`${folder}${name}/input/proc`) as { processes: Record<string, CommReading> };
    const comms = Object.values(processes).map(({ readComm }) => readComm.value);
    expect(comms).toEqual(expect.arrayContaining(names.map(asKept)));
  }
});

// 15 bytes; a character that was cut in the middle reads as U+FFFD. see: prctl(2) PR_SET_NAME
const asKept = (name: string): string => Buffer.from(name).subarray(0, 15).toString('utf8');
