import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { profileSchema } from '@ai-perf/core-model';
import type { Profile } from '@ai-perf/core-model';
import { unwrap } from '@ai-perf/core-result';
import type { UnixNanoseconds } from '@ai-perf/core-units';
import { afterAll, expect, test } from 'vitest';
import { checkWritable, nameForEvent, writeProfiles } from './profile-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const empty = (event: string): Profile =>
  ({
    version: 1,
    startedAt: '1795276217814769700' as UnixNanoseconds,
    clock: 'monotonic',
    duration: 1e9,
    event,
    period: 0,
    weightUnit: 'events',
    strings: [],
    modules: { path: [], buildId: [] },
    frames: { function: [], module: [], address: [], at: [], space: [], file: [], line: [], inlineDepth: [] },
    stacks: { frame: [], parent: [] },
    samples: { at: [], cpu: [], tgid: [], tid: [], comm: [], stack: [], weight: [] },
    lost: 0,
    truncated: 0,
    throttled: 0,
    host: { hostname: 'h', kernel: '6.1', machine: 'x86_64', cpus: 1, memory: 1 },
    command: ['x'],
  }) as unknown as Profile;

test('a profile is JSON, compressed when its name says so', async () => {
  const [plain, packed] = [join(folder, 'a.json'), join(folder, 'a.json.gz')];
  unwrap(await writeProfiles(plain, [empty('cpu-clock')]));
  unwrap(await writeProfiles(packed, [empty('cpu-clock')]));
  const texts = [readFileSync(plain, 'utf8'), gunzipSync(readFileSync(packed)).toString()];
  expect(texts[0]).toBe(texts[1]);
  expect(profileSchema.parse(JSON.parse(texts[0] as string))).toMatchObject({ event: 'cpu-clock' });
});

test('each event of several has a file of its own', async () => {
  const names = unwrap(await writeProfiles(join(folder, 'b.json'), [empty('cs'), empty('sched:sched_switch')]));
  expect(names).toEqual([join(folder, 'b.cs.json'), join(folder, 'b.sched_sched_switch.json')]);
  expect(readdirSync(folder).filter((name) => name.startsWith('b.'))).toHaveLength(2);
});

test('the name of an event stands before the ending and is no path', () => {
  expect(nameForEvent('/x/p.json.gz', 'cycles:u')).toBe('/x/p.cycles_u.json.gz');
  expect(nameForEvent('p', '../../etc')).toBe('p.______etc');
  expect(nameForEvent('/x.json/p', 'cs')).toBe('/x.json/p.cs');
});

test('a folder that is not there is a problem before and after the measurement', async () => {
  const refused = { ok: false, problem: { code: 'file-not-writable' } };
  expect(checkWritable(join(folder, 'none/a.json'))).toMatchObject(refused);
  expect(checkWritable(join(folder, 'a.json')).ok).toBe(true);
  expect(await writeProfiles(join(folder, 'none/a.json'), [empty('cs')])).toMatchObject({ ok: false });
});
