import { countText } from '@ai-perf/analysis-fold';
import { as, formatBytes, formatNanoseconds, formatRatio } from '@ai-perf/core-units';
import type { Bytes, Nanoseconds, Ratio } from '@ai-perf/core-units';

const special: Readonly<Record<string, (value: number) => string>> = {
  share: (value) => formatRatio(as<Ratio>(value)),
  ratio: (value) => formatRatio(as<Ratio>(value)),
  bytes: (value) => formatBytes(as<Bytes>(Math.round(value))),
  'bytes/s': (value) => `${formatBytes(as<Bytes>(Math.round(value)))}/s`,
  ns: (value) => formatNanoseconds(as<Nanoseconds>(value)),
  us: (value) => formatNanoseconds(as<Nanoseconds>(value * 1e3)),
  count: (value) => plain(value),
};

/** A number of the diagnosis with its unit: `98.0 %`, `1.5 MiB/s`, `12,345 1/s`. Not escaped. */
export function figureText(value: number, unit: string): string {
  return special[unit]?.(value) ?? `${plain(value)} ${unit}`;
}

// Three digits that count; more would claim a precision that a window of seconds does not have.
function plain(value: number): string {
  if (Number.isInteger(value)) return countText(value);
  const size = Math.abs(value);
  if (size >= 100) return countText(Math.round(value));
  return value.toFixed(size >= 10 ? 1 : 2);
}
