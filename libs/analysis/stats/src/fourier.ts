/** In-place transform of 2^k complex numbers. see: Cooley and Tukey 1965 */
export function fourier(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  if ((n & (n - 1)) !== 0) throw new RangeError(`${n} is not a power of two`);
  reverseBits(real, imaginary);
  for (let size = 2; size <= n; size *= 2) {
    for (let at = 0; at < size / 2; at++) {
      const angle = (-2 * Math.PI * at) / size;
      butterflies(real, imaginary, [size, at], [Math.cos(angle), Math.sin(angle)]);
    }
  }
}

function butterflies(
  real: Float64Array,
  imaginary: Float64Array,
  [size, at]: readonly [number, number],
  [cosine, sine]: readonly [number, number],
): void {
  for (let low = at; low < real.length; low += size) {
    const high = low + size / 2;
    const [x, y] = [real[high] as number, imaginary[high] as number];
    const turnedReal = x * cosine - y * sine;
    const turnedImaginary = x * sine + y * cosine;
    real[high] = (real[low] as number) - turnedReal;
    imaginary[high] = (imaginary[low] as number) - turnedImaginary;
    real[low] = (real[low] as number) + turnedReal;
    imaginary[low] = (imaginary[low] as number) + turnedImaginary;
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  let reversed = 0;
  for (let index = 1; index < real.length; index++) {
    let bit = real.length >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      swap(real, index, reversed);
      swap(imaginary, index, reversed);
    }
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a] as number;
  values[a] = values[b] as number;
  values[b] = kept;
}

/** Sample autocorrelation at every lag below `values.length`; lag 0 is 1, or 0 for a constant. see: Wiener-Khinchin */
export function autocorrelation(values: Float64Array): Float64Array {
  const n = values.length;
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * n)));
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
  const centre = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  for (let index = 0; index < n; index++) real[index] = (values[index] as number) - centre;
  fourier(real, imaginary);
  for (let index = 0; index < size; index++) {
    real[index] = (real[index] as number) ** 2 + (imaginary[index] as number) ** 2;
    imaginary[index] = 0;
  }
  fourier(real, imaginary);
  const whole = real[0] as number;
  return real.slice(0, n).map((value) => (whole > 0 ? value / whole : 0));
}
