declare const unit: unique symbol;

/** A number that can only be used where its unit is asked for. The brand exists in the type alone. */
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** Nanoseconds since the session started, or a length of time. 2^53 ns are 104 days. */
export type Nanoseconds = Quantity<'ns'>;
/** Nanoseconds since 1970-01-01, as decimal digits: it does not fit a double, and JSON has no bigint. */
export type UnixNanoseconds = string & { readonly [unit]: 'unix-ns' };
export type Milliseconds = Quantity<'ms'>;
export type Seconds = Quantity<'s'>;
/** Clock ticks of USER_HZ, 100 a second on every Linux of today; see sysconf(3) _SC_CLK_TCK. */
export type Jiffies = Quantity<'jiffies'>;
export type Bytes = Quantity<'bytes'>;
/** Kibibytes, the unit of most fields of /proc, which prints them as "kB". */
export type Kibibytes = Quantity<'kib'>;
export type Pages = Quantity<'pages'>;
/** A part of a whole: 0.25 is a quarter. */
export type Ratio = Quantity<'ratio'>;
export type Hertz = Quantity<'hz'>;
export type PerSecond = Quantity<'1/s'>;
export type BytesPerSecond = Quantity<'bytes/s'>;
/** Seconds of CPU time, run delay or stall in each second: 1 is one CPU (or one waiter) all the time. */
export type SecondsPerSecond = Quantity<'s/s'>;
export type Count = Quantity<'count'>;
/** Bytes from the start of a module as the linker laid it (ELF virtual address), not of the process. */
export type ModuleOffset = Quantity<'module-offset'>;
export type Errno = Quantity<'errno'>;

/** Gives a bare number its unit: `as<Bytes>(4096)`. Only at the edge, where a number enters the project. */
export const as = <Q extends Quantity<string>>(value: number): Q => value as Q;
export const unixNanoseconds = (value: bigint): UnixNanoseconds => value.toString() as UnixNanoseconds;
