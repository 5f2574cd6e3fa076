import type { TaskEvent } from '@ai-perf/core-model';
import { as } from '@ai-perf/core-units';
import type { Nanoseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { mapped } from '../test/batches.ts';
import { TaskTimeline } from './task-timeline.ts';

const at = as<Nanoseconds>(0);
const comm = (tgid: number, tid: number, name: string, exec = false): TaskEvent => ({
  kind: 'comm', at, tgid, tid, comm: name, exec,
});
const fork = (tgid: number, tid: number, parent: number): TaskEvent => ({
  kind: 'fork', at, tgid, tid, parentTgid: parent, parentTid: parent,
});
const exit = (tgid: number, tid = tgid): TaskEvent => ({ kind: 'exit', at, tgid, tid, parentTgid: 1, parentTid: 1 });

function replay(...events: readonly TaskEvent[]): TaskTimeline {
  const timeline = new TaskTimeline();
  for (const event of events) timeline.apply(event);
  return timeline;
}

const pathAt = (timeline: TaskTimeline, tgid: number): string | undefined =>
  timeline.space(tgid)?.find(0x10000)?.file?.path;

test('a forked child has the mappings and the name of its parent until it executes another program', () => {
  const timeline = replay(comm(7, 7, 'shell'), mapped(), fork(8, 8, 7));
  expect([pathAt(timeline, 8), timeline.comm(8, 8)]).toEqual(['/bin/program', 'shell']);
  timeline.apply(comm(8, 8, 'ls', true));
  expect([pathAt(timeline, 8), timeline.comm(8, 8), pathAt(timeline, 7)]).toEqual([undefined, 'ls', '/bin/program']);
});

test('a new thread shares its process and starts with the name of its creator', () => {
  const timeline = replay(comm(7, 7, 'server'), mapped(), fork(7, 9, 7));
  expect(timeline.comm(7, 9)).toBe('server');
  timeline.apply(comm(7, 9, 'worker-1'));
  expect([timeline.comm(7, 9), timeline.comm(7, 7)]).toEqual(['worker-1', 'server']);
  expect(pathAt(timeline, 7)).toBe('/bin/program');
});

test('samples of a process that is just gone still find its mappings and name', () => {
  const timeline = replay(comm(7, 7, 'short'), mapped(), exit(7));
  expect([pathAt(timeline, 7), timeline.comm(7, 7)]).toEqual(['/bin/program', 'short']);
});

test('a number that is given to a new process starts anew, however long the old one is gone', () => {
  const timeline = replay(comm(7, 7, 'old'), mapped(), exit(7), comm(1, 1, 'init'), fork(7, 7, 1));
  expect([pathAt(timeline, 7), timeline.comm(7, 7)]).toEqual([undefined, 'init']);
});

test('of ended processes only the last few thousand are kept', () => {
  const timeline = replay(comm(7, 7, 'first'), mapped(), exit(7));
  for (let tgid = 100; tgid < 100 + 5000; tgid += 1) {
    timeline.apply(fork(tgid, tgid, 1));
    timeline.apply(exit(tgid));
  }
  expect([timeline.space(7), timeline.comm(7, 7)]).toEqual([null, ':7']);
});

test('the idle task is the swapper, and a thread nobody told of goes by its number', () => {
  expect([replay().comm(0, 0), replay().comm(12, 34)]).toEqual(['swapper', ':34']);
});
