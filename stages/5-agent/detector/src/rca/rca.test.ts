import { seededNormal } from '@ai-perf/analysis-stats';
import { afterAll, expect, test } from 'vitest';
import { ran, scratch } from '../../test/run-tool.ts';
import { rca } from './tool.ts';

const files = scratch();
afterAll(() => files.remove());

const columns = ['web_latency', 'web_cpu', 'db_disk', 'db_cpu', 'cache_mem'];

// One row a second from `start`; `shift` by column, from row 30 on.
function table(start: number, seed: number, shift: Readonly<Record<string, number>> = {}): string {
  const normal = seededNormal(seed);
  const rows = Array.from({ length: 120 }, (_, row) => {
    const cells = columns.map((name) => 100 + 10 * normal() + (row >= 30 ? (shift[name] ?? 0) : 0));
    return [start + row, ...cells].join(',');
  });
  return `timestamp,${columns.join(',')}\n${rows.join('\n')}\n`;
}

const normal = files.write('normal.csv', table(1000, 1));
const incident = files.write('incident.csv', table(2000, 2, { web_latency: 150, db_disk: 120 }));

interface Ranked {
  readonly candidate: string;
  readonly onset: string | null;
}

const ranking = (out: string): Ranked[] => (JSON.parse(out) as { ranking: Ranked[] }).ranking;

test('what moved is first, with component, direction, onset and evidence; what did not is below', async () => {
  const { code, out } = await ran(rca, '--normal', normal, '--anomalous', incident, '--json');
  expect(code).toBe(0);
  const [first, second, third] = ranking(out);
  expect(first).toMatchObject({ candidate: 'web_latency', component: 'web', metric: 'latency', direction: 'up' });
  expect(second).toMatchObject({ candidate: 'db_disk', onset: '2030' });
  expect(third?.onset).toBeNull();
  expect(ranking(out)).toHaveLength(columns.length);
});

test.each([
  ['graph.csv', 'from,to\nweb,db\n'],
  ['graph.json', '{"edges":[{"from":"web","to":"db"}]}'],
  ['list.json', '[{"from":"web","to":"db"}]'],
])('with %s the database that the web waits for is first', async (name, text) => {
  const words = ['--normal', normal, '--anomalous', incident, '--graph', files.write(name, text)];
  expect(ranking((await ran(rca, ...words, '--json')).out)[0]?.candidate).toBe('db_disk');
});

test('the target is no candidate, and rows before --at are left out', async () => {
  const words = ['--normal', normal, '--anomalous', incident, '--target', 'web_latency', '--at', '2030'];
  const found = ranking((await ran(rca, ...words, '--json')).out);
  expect(found.map(({ candidate }) => candidate)).not.toContain('web_latency');
  expect(found[0]).toMatchObject({ candidate: 'db_disk', onset: '2030' });
});

test('a column that only one table has is named as left out', async () => {
  const extra = files.write('extra.csv', table(2000, 2).replace('cache_mem', 'queue_mem'));
  const { out } = await ran(rca, '--normal', normal, '--anomalous', extra);
  expect(out).toContain('left out, in one table only: cache_mem, queue_mem');
});

test.each([
  [['--at', 'noon'], 'is no time'],
  [['--at', '9000'], 'are before it'],
  [['--target', 'nothing'], 'no column of --anomalous'],
  [['--graph', files.write('bad.json', '{"a":')], 'neither the columns from,to'],
  [['--graph', files.write('bad.csv', 'a,b\nc,d\n')], 'neither the columns from,to'],
])('%j is refused', async (words, why) => {
  const { code, err } = await ran(rca, '--normal', normal, '--anomalous', incident, ...words);
  expect(code).toBe(2);
  expect(err).toContain(why);
});

test('tables without a common metric are refused', async () => {
  const other = files.write('other.csv', 'timestamp,x_cpu\n1,2\n');
  const { code, err } = await ran(rca, '--normal', normal, '--anomalous', other);
  expect(code).toBe(2);
  expect(err).toContain('no metric in common');
});
