/** Value at `share` (0 to 1) of sorted numbers, linear between neighbours. see: Hyndman and Fan 1996, type 7 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number, length = sorted.length): number {
  if (length === 0) return NaN;
  const place = share * (length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, length - 1)] as number;
  return low + (place - below) * (high - low);
}

export const sortedCopy = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

export const quantile = (values: ArrayLike<number>, share: number): number =>
  quantileOfSorted(sortedCopy(values), share);

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** Median absolute deviation from the median, not scaled. see: Hampel 1974 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}

/** 1.349 times the standard deviation of a normal distribution. */
export function interquartileRange(values: ArrayLike<number>): number {
  const sorted = sortedCopy(values);
  return quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}

/** Ranks from 1, equal values share the mean of their ranks; `ties` is the sum of t^3 - t over groups of equals. */
export function ranks(values: ArrayLike<number>): { readonly ranks: Float64Array; readonly ties: number } {
  const order = Array.from(values, (_, index) => index);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Float64Array(order.length);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let place = from; place < to; place++) found[order[place] as number] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks: found, ties };
}
