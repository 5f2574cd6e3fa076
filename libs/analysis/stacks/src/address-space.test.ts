import { expect, test } from 'vitest';
import { mapped } from '../test/batches.ts';
import { AddressSpace } from './address-space.ts';
import { mappingOf } from './mapping.ts';
import type { Mapping } from './mapping.ts';

type Piece = readonly [path: string, start: number, length: number, fileOffset?: number];

function spaceOf(...pieces: readonly Piece[]): AddressSpace {
  const space = new AddressSpace();
  for (const piece of pieces) space.map(mapping(piece));
  return space;
}

const mapping = ([path, start, length, fileOffset = 0]: Piece, executable = true): Mapping =>
  mappingOf(mapped({ path, start: BigInt(start), length: BigInt(length), fileOffset: BigInt(fileOffset), executable }));

/** `PATH+FILE OFFSET` of an address. */
function placeOf(space: AddressSpace, address: number): string | null {
  const found = space.find(address);
  if (found === null) return null;
  return `${found.file?.path ?? 'anon'}+${(address - found.start + found.fileOffset).toString(16)}`;
}

test('a later mapping cuts what it covers and leaves the rest with its offsets', () => {
  const space = spaceOf(['/a', 0x1000, 0x4000], ['/b', 0x2000, 0x1000, 0x8000]);
  expect([0xfff, 0x1000, 0x1fff, 0x2000, 0x2fff, 0x3000, 0x4fff, 0x5000].map((at) => placeOf(space, at))).toEqual([
    null, '/a+0', '/a+fff', '/b+8000', '/b+8fff', '/a+2000', '/a+3fff', null,
  ]);
});

test('a later mapping over several replaces them', () => {
  const space = spaceOf(['/a', 0x1000, 0x1000], ['/b', 0x3000, 0x1000], ['/c', 0x5000, 0x1000], ['/d', 0x1800, 0x4000]);
  expect([0x1000, 0x1800, 0x3000, 0x57ff, 0x5800].map((at) => placeOf(space, at))).toEqual([
    '/a+0', '/d+0', '/d+1800', '/d+3fff', '/c+800',
  ]);
});

test('what is mapped without the right to execute is no code, also where code was before', () => {
  const space = spaceOf(['/a', 0x1000, 0x3000]);
  space.map(mapping(['/data', 0x2000, 0x1000], false));
  expect([0x1000, 0x2000, 0x3000].map((at) => placeOf(space, at))).toEqual(['/a+0', null, '/a+2000']);
});

test('after a fork both sides change on their own', () => {
  const parent = spaceOf(['/a', 0x1000, 0x1000]);
  const child = parent.copy();
  child.map(mapping(['/b', 0x1000, 0x1000]));
  parent.map(mapping(['/c', 0x2000, 0x1000]));
  expect([placeOf(parent, 0x1000), placeOf(child, 0x1000), placeOf(child, 0x2000)]).toEqual(['/a+0', '/b+0', null]);
});

test('text that was copied into memory between two pieces of its file is that file', () => {
  const space = spaceOf(['/node', 0x1000, 0x9000], ['', 0x3000, 0x2000], ['/anon_hugepage (deleted)', 0x5000, 0x2000]);
  expect([0x2fff, 0x3000, 0x4fff, 0x6000, 0x7000].map((at) => placeOf(space, at))).toEqual([
    '/node+1fff', '/node+2000', '/node+3fff', '/node+5000', '/node+6000',
  ]);
});

test('memory beside a file, or between pieces whose offsets do not agree, is a compiler\'s own', () => {
  const beside = spaceOf(['/a', 0x1000, 0x1000], ['', 0x2000, 0x1000]);
  const apart = spaceOf(['/a', 0x1000, 0x1000], ['', 0x2000, 0x1000], ['/a', 0x3000, 0x1000, 0x9000]);
  expect([placeOf(beside, 0x2000), placeOf(apart, 0x2000)]).toEqual(['anon+0', 'anon+0']);
});

test('two thousand random mappings give at every address the latest', () => {
  let state = 7;
  const random = (below: number): number => (state = (state * 1664525 + 1013904223) >>> 0) % below;
  const piece = (n: number): Piece => [`/f${n}`, random(500) * 16, (1 + random(40)) * 16, n * 4096];
  const pieces = Array.from({ length: 2000 }, (_, n) => piece(n));
  const space = spaceOf(...pieces);
  for (let address = 0; address < 9000; address += 8) {
    const truth = pieces.findLast(([, start, length]) => address >= start && address < start + length);
    expect(space.find(address)?.file?.path).toBe(truth?.[0]);
  }
});
