import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskEvent } from '@ai-perf/core-model';
import type { RecordDecoder } from '@ai-perf/core-wire';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { attach } from './attach.ts';
import type { EventSet } from './event-set.ts';

const proc = mkdtempSync(join(tmpdir(), 'attach-'));
afterAll(() => rmSync(proc, { recursive: true }));

function addThread(tgid: number, tid: number): void {
  mkdirSync(join(proc, `${tgid}/task/${tid}`), { recursive: true });
  for (const id of [tgid, tid]) {
    mkdirSync(join(proc, String(id)), { recursive: true });
    writeFileSync(join(proc, `${id}/status`), `Tgid:\t${tgid}\n`);
  }
}

let opened: number[];
let forks: TaskEvent[];
beforeEach(() => {
  opened = [];
  forks = [];
});

/** Events that note who was opened; `onOpen` plays what happens at that moment. */
function eventsWith(onOpen: (tid: number) => boolean = () => true): EventSet {
  const openThread = (tid: number): boolean => {
    opened.push(tid);
    return onOpen(tid);
  };
  return { openThread, drainInto: () => undefined } as unknown as EventSet;
}

const decoder = { waitingTasks: () => forks } as unknown as RecordDecoder;
const fork = (tgid: number, tid: number): TaskEvent =>
  ({ kind: 'fork', at: 0, tgid, tid, parentTgid: tgid, parentTid: tgid }) as TaskEvent;

addThread(20, 20);
addThread(20, 21);
addThread(30, 30);
addThread(30, 31);

test('all threads of a process are opened, found by the number of any of them', () => {
  const target = { kind: 'processes', tgids: [21] } as const;
  expect(attach(eventsWith(), decoder, target, proc)).toEqual({ threads: 2, tgids: [20], gone: [] });
  expect(opened).toEqual([20, 21]);
});

test('a thread that an opened one starts is inherited and not opened, one of another starter is', () => {
  const events = eventsWith((tid) => {
    if (tid === 30) {
      for (const started of [32, 33]) addThread(30, started);
      forks = [fork(30, 32)];
    }
    return true;
  });
  attach(events, decoder, { kind: 'processes', tgids: [30] }, proc);
  expect(opened).toEqual([30, 31, 33]);
});

test('what is gone is left out and told', () => {
  const target = { kind: 'processes', tgids: [20, 99] } as const;
  expect(attach(eventsWith(), decoder, target, proc)).toMatchObject({ threads: 2, gone: [99] });
  const threads = { kind: 'threads', tids: [21, 99] } as const;
  const attached = attach(eventsWith((tid) => tid !== 99), decoder, threads, proc);
  expect(attached).toEqual({ threads: 1, tgids: [20], gone: [99] });
});

test('the whole host is one opening of every CPU, with all processes to look up', () => {
  const attached = attach(eventsWith(), decoder, { kind: 'system' }, proc);
  expect([opened, attached.threads]).toEqual([[-1], 1]);
  expect(attached.tgids).toEqual(expect.arrayContaining([20, 30]));
});

test('a held command that has ended is no thread', () => {
  expect(attach(eventsWith(() => false), decoder, { kind: 'held', tgid: 7 }, proc).threads).toBe(0);
});
