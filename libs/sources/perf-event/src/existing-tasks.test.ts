import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { existingTasks } from './existing-tasks.ts';
import { listProcesses, listThreads, threadGroupOf } from './processes.ts';

const proc = mkdtempSync(join(tmpdir(), 'proc-'));
afterAll(() => rmSync(proc, { recursive: true }));

function addProcess(tgid: number, comms: Readonly<Record<number, string>>, maps: string | null): void {
  for (const [tid, comm] of Object.entries(comms)) {
    mkdirSync(join(proc, `${tgid}/task/${tid}`), { recursive: true });
    writeFileSync(join(proc, `${tgid}/task/${tid}/comm`), comm);
  }
  if (maps !== null) writeFileSync(join(proc, `${tgid}/maps`), maps);
  writeFileSync(join(proc, `${tgid}/status`), `Name:\tx\nTgid:\t${tgid}\n`);
}

addProcess(
  20,
  { 20: 'main\n', 21: ') R 1\n\n' },
  '00400000-00401000 r--p 00000000 fe:01 7 /bin/x\n00401000-00402000 r-xp 00001000 fe:01 7 /bin/x\n',
);
addProcess(30, { 30: 'hidden\n' }, null);
mkdirSync(join(proc, 'self'));

test('names of all threads and executable mappings come as events of time 0', () => {
  const { tasks, isHidden } = existingTasks(proc, 20);
  expect(isHidden).toBe(false);
  expect(tasks).toEqual([
    { kind: 'comm', at: 0, tgid: 20, tid: 20, comm: 'main', exec: false },
    { kind: 'comm', at: 0, tgid: 20, tid: 21, comm: ') R 1\n', exec: false },
    {
      kind: 'mmap',
      at: 0,
      tgid: 20,
      tid: 20,
      start: 0x401000n,
      length: 0x1000n,
      fileOffset: 0x1000n,
      path: '/bin/x',
      executable: true,
      device: { major: 0xfe, minor: 1 },
      inode: 7n,
      buildId: null,
    },
  ]);
});

test('a process whose mappings may not be read is hidden, one that is gone is not', () => {
  expect(existingTasks(proc, 30)).toMatchObject({ isHidden: true, tasks: [{ kind: 'comm', comm: 'hidden' }] });
  expect(existingTasks(proc, 99)).toEqual({ isHidden: false, tasks: [] });
});

test('processes are the numbers in /proc', () => {
  expect([listProcesses(proc), listThreads(proc, 20), listThreads(proc, 99)]).toEqual([[20, 30], [20, 21], []]);
  expect([threadGroupOf(proc, 20), threadGroupOf(proc, 99)]).toEqual([20, null]);
});
