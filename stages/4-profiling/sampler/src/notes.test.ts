import { problem } from '@ai-perf/core-result';
import type { SamplingSession } from '@ai-perf/sources-perf-event';
import { expect, test } from 'vitest';
import { recordingNotes } from './notes.ts';

const note = (code: string, what: string): ReturnType<typeof problem> => problem(code, { what, why: 'y', fix: '' });
const clean = { malformed: 0, unknownId: 0, early: 0, late: 0 };
const sessionWith = (change: Partial<SamplingSession>): SamplingSession =>
  ({ notes: [], decoded: clean, ...change }) as unknown as SamplingSession;

test('the sampler s own notes come first', () => {
  const notes = recordingNotes(sessionWith({ notes: [note('a', 'lesser')] }), [note('b', 'nameless')]);
  expect(notes.map(({ what }) => what)).toEqual(['lesser', 'nameless']);
});

test('one trouble told twice is one note, and of many alike three stand for all', () => {
  const naming = [1, 2, 3, 4, 5, 5].map((module) => note('module-gone', `no names for ${module}`));
  expect(recordingNotes(sessionWith({}), naming).map(({ what }) => what)).toEqual([
    'no names for 1',
    'no names for 2',
    'no names for 3, and 2 more like it',
  ]);
});

test('records that were not understood are told with their number', () => {
  const [first] = recordingNotes(sessionWith({ decoded: { ...clean, malformed: 2, unknownId: 1 } }), []);
  expect(first).toMatchObject({ code: 'records-unusable', what: '3 records of the kernel were not understood' });
});
