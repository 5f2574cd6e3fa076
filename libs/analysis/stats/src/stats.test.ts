import { expect, test } from 'vitest';
import {
  StateReader,
  StateWriter,
  fourier,
  mannWhitney,
  paretoFit,
  paretoTail,
  seededUniform,
  theilSen,
  timeToReach,
} from './index.ts';

test('what is saved comes back bit for bit: -0, infinities, NaN and denormals', () => {
  const writer = new StateWriter();
  writer.number(-0);
  writer.array(Float64Array.of(NaN, Infinity, -Infinity, 5e-324));
  const reader = new StateReader(writer.bytes());
  expect(reader.number()).toBe(-0);
  const rest = new Float64Array(4);
  reader.array(rest);
  expect([...rest]).toEqual([NaN, Infinity, -Infinity, 5e-324]);
  expect(reader.ended).toBe(true);
  expect(() => reader.number()).toThrow('shorter');
});

test('samples apart have an effect of 1, equal ones of 0 and a p of 1', () => {
  expect(mannWhitney([1, 2, 3], [4, 5, 6]).effect).toBe(1);
  expect(mannWhitney([2, 2, 2], [2, 2])).toEqual({ u: 3, p: 1, effect: 0 });
});

test('a line that rises by 2 from 10 reaches 30 ten steps after its start, and never a limit that it leaves', () => {
  const times = [0, 1, 2, 3, 4];
  const rising = theilSen(times, [10, 12, 14, 16, 18]);
  expect(rising).toMatchObject({ s: 10, slope: 2, intercept: 10 });
  expect(timeToReach(30, rising, 4)).toBe(6);
  expect(timeToReach(5, rising, 4)).toBe(0);
  expect(timeToReach(30, theilSen(times, [5, 4, 3, 2, 1]), 4)).toBeNull();
});

test('the fit finds shape and scale of 20,000 Pareto excesses within a twentieth', () => {
  const uniform = seededUniform(3);
  const [shape, scale] = [0.2, 3];
  const drawn = (): number => (scale / shape) * ((1 - uniform()) ** -shape - 1);
  const excesses = Float64Array.from({ length: 20_000 }, drawn).sort();
  const found = paretoFit(excesses, new Float64Array(excesses.length).fill(1));
  expect(found?.shape).toBeCloseTo(shape, 1);
  expect(Math.abs((found?.scale ?? 0) - scale)).toBeLessThan(0.15);
});

test('equal excesses cannot be fitted', () => {
  expect(paretoFit([], [])).toBeNull();
  expect(paretoFit([0, 0], [1, 1])).toBeNull();
});

test('a tail with an end has no chance beyond it', () => {
  expect(paretoTail({ shape: -0.5, scale: 1 }, 2)).toBe(0);
});

test('the transform of a pure wave has its energy at the frequency of the wave', () => {
  const real = Float64Array.from({ length: 16 }, (_, at) => Math.cos((2 * Math.PI * 3 * at) / 16));
  const imaginary = new Float64Array(16);
  fourier(real, imaginary);
  real.forEach((value, at) => expect(value).toBeCloseTo(at === 3 || at === 13 ? 8 : 0, 12));
  expect(() => fourier(new Float64Array(12), new Float64Array(12))).toThrow('power of two');
});
