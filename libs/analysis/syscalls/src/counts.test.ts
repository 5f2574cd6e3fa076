import { expect, test } from 'vitest';
import { entry, exit } from '../test/made-records.ts';
import { CallCounts, countsText } from './counts.ts';

test('calls, errors and time between entry and exit are counted by name', () => {
  const counts = new CallCounts('wall');
  const read = [0, 0, 0];
  const records = [entry(1, 'read', read), exit(1, -9), entry(1, 'read', read), exit(1, 5)];
  for (const record of records) counts.add(record);
  counts.add(entry(2, 'close', [0]));
  expect(counts.rows()).toEqual([{ name: 'read', calls: 2, errors: 1, nanoseconds: 2000 }]);
});

test('the table has the columns of strace', () => {
  const rows = [
    { name: 'read', calls: 10, errors: 0, nanoseconds: 750_000 },
    { name: 'openat', calls: 3, errors: 2, nanoseconds: 250_000 },
  ];
  expect(countsText(rows, 'calls')).toBe(
    [
      '% time     seconds  usecs/call     calls    errors syscall',
      '------ ----------- ----------- --------- --------- ----------------',
      ' 75.00    0.000750          75        10           read',
      ' 25.00    0.000250          83         3         2 openat',
      '------ ----------- ----------- --------- --------- ----------------',
      '100.00    0.001000          76        13         2 total',
      '',
    ].join('\n'),
  );
});
