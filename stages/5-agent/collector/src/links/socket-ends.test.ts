import { expect, test } from 'vitest';
import { tcpEnds, unixEnds } from './socket-ends.ts';

const [web, client] = ['0100007F:1F90', '0100007F:D431'];

test('the two ends of a connection on this host have one key and two sides', () => {
  const ends = tcpEnds([
    { local: web, remote: client, state: 1, inode: 10 }, { local: client, remote: web, state: 1, inode: 11 },
  ]);
  expect(new Set(ends.map(([, { key }]) => key)).size).toBe(1);
  expect(ends.map(([, { side }]) => side).sort()).toEqual(['a', 'b']);
});

test('listening, closing and orphaned sockets are no ends', () => {
  expect(tcpEnds([
    { local: web, remote: '00000000:0000', state: 10, inode: 10 }, { local: web, remote: client, state: 6, inode: 0 },
    { local: web, remote: client, state: 1, inode: 0 },
  ])).toEqual([]);
});

const unnamed = (inode: number): { isConnected: true; inode: number; name: null } => ({
  isConnected: true, inode, name: null,
});

test('unnamed neighbours are a pair; four in a row are two pairs', () => {
  const ends = unixEnds([104, 101, 103, 102, 200].map(unnamed));
  expect(ends.map(([inode, { key, side }]) => `${inode}: ${key} ${side}`)).toEqual([
    '101: unix 101 a', '102: unix 101 b', '103: unix 103 a', '104: unix 103 b',
  ]);
});

test('named and unconnected unix sockets are no pairs', () => {
  expect(unixEnds([unnamed(1), { isConnected: true, inode: 2, name: '/run/x' }])).toEqual([]);
  expect(unixEnds([unnamed(1), { isConnected: false, inode: 2, name: null }])).toEqual([]);
});
