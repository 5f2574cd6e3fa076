import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hostileNames, profileOfStacks } from '@ai-perf/analysis-fold/testing';
import { runTool } from '@ai-perf/core-cli';
import type { Io } from '@ai-perf/core-cli';
import type { Profile } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';
import { afterAll, expect, test } from 'vitest';
import { tool } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'flamegraph-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...argv: string[]): Promise<Ran> {
  const text = { out: '', err: '' };
  const io: Io = {
    out: { write: (part) => void (text.out += part) },
    err: { write: (part) => void (text.err += part) },
    clock: { monotonic: () => 0 as Nanoseconds, unixNanoseconds: () => 0n },
    signal: new AbortController().signal,
    isTerminal: false,
    columns: 80,
    colour: false,
    env: {},
  };
  return { code: await runTool(tool, argv, io), ...text };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const main = { name: 'main', module: '/bin/svc' };
const stacks = [
  { comm: 'svc', tgid: 7, frames: [main, { name: 'hot', module: '/bin/svc' }], weight: 70 },
  {
    comm: 'svc',
    tgid: 8,
    frames: [main, { name: 'read' }, { name: 'vfs_read', space: 'kernel' as const }],
    weight: 20,
  },
  { comm: 'cron', tgid: 9, frames: [main], weight: 10 },
];
const profile = profileOfStacks(stacks, 'events');
const profilePath = file('profile.json', JSON.stringify(profile));
const foldedPath = file('stacks.folded', 'svc;main;hot 70\nsvc;main;read;vfs_read_[k] 20\ncron;main 10\n');

test('the tree is printed with shares, the heaviest first, and only a fork moves to the right', async () => {
  expect(await run(profilePath)).toEqual({
    code: 0,
    err: '',
    out: [
      '  share    self      weight  function',
      '100.0 %   0.0 %  100 events  all',
      ' 90.0 %   0.0 %   90 events  ├─ svc',
      ' 90.0 %   0.0 %   90 events  │  main',
      ' 70.0 %  70.0 %   70 events  │  ├─ hot',
      ' 20.0 %   0.0 %   20 events  │  └─ read',
      ' 20.0 %  20.0 %   20 events  │     vfs_read',
      ' 10.0 %   0.0 %   10 events  └─ cron',
      ' 10.0 %  10.0 %   10 events     main',
      '',
    ].join('\n'),
  });
});

test('boxes below 1 % are not listed but counted', async () => {
  const { out } = await run(file('light', 'main;hot 995\nmain;cold;x 5\n'));
  expect(out).toContain('99.5 %  99.5 %    995 samples  hot\n2 lighter boxes are not listed\n');
});

test('a profile, its gzip and its folded text give the same stacks', async () => {
  const { out } = await run('--format', 'folded', profilePath);
  expect(out).toBe('cron;main 10\nsvc;main;hot 70\nsvc;main;read;vfs_read_[k] 20\n');
  expect((await run('--format', 'folded', file('profile.json.gz', gzipSync(JSON.stringify(profile))))).out).toBe(out);
  expect((await run('--format', 'folded', foldedPath)).out).toBe(out);
  expect((await run('--format', 'folded', '--plain', profilePath)).out).toBe(out.replace('_[k]', ''));
});

test('--json is one document whose account adds up', async () => {
  const json = JSON.parse((await run('--json', '--comm', 'svc', '--format', 'svg', profilePath)).out);
  expect(tool.output.safeParse({ ...json, document: null }).success).toBe(true);
  expect(json).not.toHaveProperty('document');
  expect(json.account).toEqual({
    input: { count: 3, weight: 100 },
    kept: { count: 2, weight: 90 },
    drops: [{ reason: 'other command', count: 1, weight: 10 }],
  });
  expect(json.functions[0]).toEqual({
    name: 'hot',
    module: '/bin/svc',
    kind: 'user',
    own: 70,
    total: 70,
    ownShare: 70 / 90,
    totalShare: 70 / 90,
  });
});

test('filters choose processes, threads and spaces', async () => {
  const folded = async (...words: string[]): Promise<string> =>
    (await run('--format', 'folded', ...words, profilePath)).out;
  expect(await folded('-p', '7', '-p', '9')).toBe('cron;main 10\nsvc;main;hot 70\n');
  expect(await folded('--space', 'kernel', '--by', 'process')).toBe('svc-8;vfs_read_[k] 20\n');
  expect(await folded('-t', '8', '--by', 'thread', '--weigh', 'samples')).toBe('svc-8/8;main;read;vfs_read_[k] 1\n');
  expect(await folded('--reverse', '--comm', 'cron')).toBe('main;cron 10\n');
});

test('every asked-for file is written whole and said, with options before or after the input', async () => {
  const svg = join(folder, 'a.svg');
  const folded = join(folder, 'a.folded');
  const { code, out, err } = await run('--svg', svg, foldedPath, '--folded', folded, '--title', 'Mine & yours');
  expect([code, err]).toEqual([0, '']);
  const drawing = readFileSync(svg, 'utf8');
  expect(drawing).toContain('Mine &amp; yours');
  expect(out).toContain(`wrote ${svg} (svg, ${(Buffer.byteLength(drawing) / 1024).toFixed(1)} KiB)\n`);
  expect(readFileSync(folded, 'utf8')).toBe('cron;main 10\nsvc;main;hot 70\nsvc;main;read;vfs_read_[k] 20\n');
});

test('the SVG says what was measured and lost', async () => {
  const path = file('lost.json', JSON.stringify({ ...profile, lost: 12 }));
  const { out } = await run('--format', 'svg', path);
  expect(out).toContain('event cpu-clock, duration 30.00 ms, samples 3, lost 12');
  expect(out).toContain('Flame graph of ./service --workers 8');
});

test('input that is no profile and no folded text is wrong usage and leaves no file', async () => {
  const target = join(folder, 'never.svg');
  const broken: readonly (readonly [string, string])[] = [
    ['{"version":1', 'not a profile that can be read'],
    ['{"version":2}', 'version'],
    [JSON.stringify({ ...profile, stacks: { frame: [0, 0, 0, 0], parent: [-1, 3, 1, 2] } } satisfies object), 'stacks'],
    ['perf script output\n', 'no line reads "frame;frame WEIGHT"'],
    ['', 'the input is empty'],
    ['\u0000\u0001\u0002', 'no line reads'],
  ];
  for (const [content, why] of broken) {
    const { code, out, err } = await run('--svg', target, file('broken', content));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  }
  expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});

test('a file that cannot be read or written is a problem, not a crash', async () => {
  expect((await run(join(folder, 'missing.json'))).code).toBe(2);
  expect((await run('--svg', '/dev/full', foldedPath)).code).toBe(3);
  expect((await run('--svg', join(folder, 'no/such/folder.svg'), foldedPath)).err).toContain('cannot write');
  expect((await run(file('cut.json.gz', gzipSync('{}').subarray(0, 15)))).code).toBe(3);
});

test('a filter that folded text cannot answer is refused instead of losing samples', async () => {
  const { code, err } = await run('--pid', '7', foldedPath);
  expect(code).toBe(2);
  expect(err).toContain('--pid cannot be applied');
});

test('lines that were dropped are counted under the tree', async () => {
  const { out } = await run('--countname', 'calls', file('mixed', 'a 3\nnonsense\na 0\n'));
  expect(out).toContain('3 calls');
  expect(out).toContain('dropped 1 (line without a weight)\ndropped 1 (zero weight)\n');
});

test('names that hold escapes or markup reach neither terminal nor drawing as such', async () => {
  const hostile: Profile = profileOfStacks(hostileNames.map((name) => ({ comm: name, frames: [{ name }] })));
  const path = file('hostile.json', JSON.stringify({ ...hostile, command: [...hostileNames] }));
  expect((await run(path)).out).toMatch(/^[\n\u0020-\u007e\u00a1-\u{10ffff}]*$/u);
  expect((await run(path)).out).not.toContain('\u202e');
  expect((await run('--format', 'svg', path)).out).not.toContain('<img');
  expect(JSON.parse((await run('--json', path)).out).unit).toBe('samples');
});
