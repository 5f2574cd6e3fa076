import { expect, test } from 'vitest';
import { options } from './options.ts';
import { requestOf } from './request-of-options.ts';
import type { RecordRequest } from './request.ts';

type Given = Parameters<typeof options.parse>[0];

function ask(given: Given): RecordRequest {
  const request = requestOf(options.parse(given));
  if (!request.ok) throw new Error(request.problem.code);
  return request.value;
}

const refusal = (given: Given): string => {
  const request = requestOf(options.parse(given));
  return request.ok ? 'none' : `${request.problem.kind} ${request.problem.code}`;
};

test('without a word more than the target, 99 samples a second with stacks by frame pointers', () => {
  expect(ask({ command: ['ls', '-l'] })).toEqual({
    target: { kind: 'command', words: ['ls', '-l'] },
    events: [],
    rate: { kind: 'frequency', hertz: 99 },
    callGraph: { kind: 'frame-pointers' },
    ringPages: null,
    duration: null,
  });
});

test('lists may be repeated or joined by commas, as perf takes them', () => {
  expect(ask({ pid: ['1,2', '3'] }).target).toEqual({ kind: 'processes', tgids: [1, 2, 3] });
  expect(ask({ tid: ['7'] }).target).toEqual({ kind: 'threads', tids: [7] });
  const { events } = ask({ allCpus: true, event: ['page-faults,cs', 'cycles:u'] });
  expect(events).toEqual(['page-faults', 'cs', 'cycles:u']);
});

test('CPUs without another target are the whole host on these CPUs', () => {
  expect(ask({ cpu: '0-1' })).toMatchObject({ target: { kind: 'system' }, cpus: [0, 1] });
});

test('a call graph is none, by frame pointers, or a copy of so many bytes', () => {
  const graphs = ['none', 'fp', 'dwarf', 'dwarf,65528'].map((callGraph) => ask({ allCpus: true, callGraph }).callGraph);
  expect(graphs).toEqual([
    { kind: 'none' },
    { kind: 'frame-pointers' },
    { kind: 'stack-copy', bytes: 8192 },
    { kind: 'stack-copy', bytes: 65_528 },
  ]);
});

test('a period is a sample every so many events', () => {
  expect(ask({ allCpus: true, count: '1000' }).rate).toEqual({ kind: 'period', events: 1000 });
});

test.each([
  ['no target', {}, 'usage no-target'],
  ['two targets', { pid: ['1'], allCpus: true }, 'usage two-targets'],
  ['a word for a process', { pid: ['1,x'] }, 'usage bad-number'],
  ['process 0', { pid: ['0'] }, 'usage bad-number'],
  ['a frequency and a period', { allCpus: true, frequency: 99, count: 5 }, 'usage two-rates'],
  ['an unknown way to take stacks', { allCpus: true, callGraph: 'lbr' }, 'usage bad-call-graph'],
  ['a copy larger than a record', { allCpus: true, callGraph: 'dwarf,65536' }, 'usage bad-call-graph'],
  ['a copy of odd size', { allCpus: true, callGraph: 'dwarf,8191' }, 'usage bad-call-graph'],
  ['a duration of nothing', { allCpus: true, duration: '0' }, 'usage bad-duration'],
  ['a duration in words', { allCpus: true, duration: 'long' }, 'usage bad-duration'],
  ['CPUs that are no list', { cpu: '1-' }, 'usage bad-cpus'],
])('%s is wrong usage', (_, given, expected) => {
  expect(refusal(given)).toBe(expected);
});
