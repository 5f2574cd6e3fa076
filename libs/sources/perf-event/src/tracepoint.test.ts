import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTracepointId } from './tracepoint.ts';

const root = mkdtempSync(join(tmpdir(), 'tracefs-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'events/sched/sched_switch'), { recursive: true });
writeFileSync(join(root, 'events/sched/sched_switch/id'), '316\n');
mkdirSync(join(root, 'events/sched/broken'));
writeFileSync(join(root, 'events/sched/broken/id'), 'no number\n');

const codeOf = (subsystem: string, name: string, roots = [root]): string => {
  const result = readTracepointId(subsystem, name, roots);
  return result.ok ? `id ${result.value}` : result.problem.code;
};

test('the id of a tracepoint is read from the first tracefs that is mounted', () => {
  expect(codeOf('sched', 'sched_switch', ['/nowhere', root])).toBe('id 316');
});

test('a tracepoint that is not there, or whose name is a path, is unknown', () => {
  expect(codeOf('sched', 'nothing')).toBe('unknown-tracepoint');
  expect(codeOf('..', 'etc/passwd')).toBe('unknown-tracepoint');
  expect(codeOf('sched', 'broken')).toBe('unknown-tracepoint');
});

test('without tracefs the problem says how to mount it', () => {
  expect(readTracepointId('sched', 'sched_switch', ['/nowhere'])).toMatchObject({
    ok: false,
    problem: { code: 'tracefs-missing', fix: 'sudo mount -t tracefs tracefs /sys/kernel/tracing' },
  });
});
