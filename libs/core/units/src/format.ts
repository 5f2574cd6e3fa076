import type { Bytes, Nanoseconds, Ratio, Seconds } from './quantities.ts';

const byteSteps = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1536` -> `1.5 KiB`. Binary steps, since memory and files are counted in them. */
export function formatBytes(value: Bytes): string {
  let step = 0;
  let rest: number = value;
  // One decimal is kept, so 1023.95 KiB is shown, and must be named, as 1 MiB.
  while (Math.abs(rest) >= (step === 0 ? 1024 : 1023.95) && step < byteSteps.length - 1) {
    rest /= 1024;
    step += 1;
  }
  return `${step === 0 ? rest : rest.toFixed(1)} ${byteSteps[step]}`;
}

const timeSteps: readonly (readonly [number, string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
];

/** `1500000` -> `1.50 ms`. */
export function formatNanoseconds(value: Nanoseconds): string {
  // Two decimals are kept, so 999.995 us is shown, and must be named, as 1 ms.
  const found = timeSteps.find(([size]) => Math.abs(value) >= size * 0.999995);
  return found === undefined ? `${Math.round(value)} ns` : `${(value / found[0]).toFixed(2)} ${found[1]}`;
}

/** `0.4213` -> `42.1 %`. */
export const formatRatio = (value: Ratio): string => `${(value * 100).toFixed(1)} %`;

const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/;
const durationSeconds: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, m: 60, h: 3600 };

/** `5`, `5s`, `250ms`, `2m` -> seconds; null for anything else. A bare number is seconds, as for sleep(1). */
export function parseDuration(text: string): Seconds | null {
  const match = durationPattern.exec(text);
  if (match === null) return null;
  return (Number(match[1]) * (durationSeconds[match[2] ?? 's'] ?? 1)) as Seconds;
}
