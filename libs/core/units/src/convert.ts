import { as } from './quantities.ts';
import type {
  Bytes,
  Hertz,
  Jiffies,
  Kibibytes,
  Milliseconds,
  Nanoseconds,
  Pages,
  Ratio,
  Seconds,
} from './quantities.ts';

/** USER_HZ: fixed by the kernel's ABI for /proc on x86-64 and arm64. see: include/asm-generic/param.h */
export const userHz = as<Hertz>(100);

export const jiffiesToNanoseconds = (value: Jiffies, hz: Hertz = userHz): Nanoseconds =>
  as<Nanoseconds>((value * 1e9) / hz);
export const jiffiesToSeconds = (value: Jiffies, hz: Hertz = userHz): Seconds => as<Seconds>(value / hz);
export const nanosecondsToSeconds = (value: Nanoseconds): Seconds => as<Seconds>(value / 1e9);
export const secondsToNanoseconds = (value: Seconds): Nanoseconds => as<Nanoseconds>(value * 1e9);
export const secondsToMilliseconds = (value: Seconds): Milliseconds => as<Milliseconds>(value * 1e3);
export const pagesToBytes = (value: Pages, pageSize: Bytes): Bytes => as<Bytes>(value * pageSize);
export const kibibytesToBytes = (value: Kibibytes): Bytes => as<Bytes>(value * 1024);

/** `part` of `whole`; 0 of nothing is 0, so that an idle window needs no special case. */
export const ratio = (part: number, whole: number): Ratio => as<Ratio>(whole === 0 ? 0 : part / whole);
