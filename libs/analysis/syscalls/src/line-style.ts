/** How lines of a trace are laid out; the letters are strace's. */
export interface LineStyle {
  /** The process id before every line, or only while there are several. */
  readonly taskPrefix: 'never' | 'always' | 'when-several';
  /** -t, -tt, -ttt. */
  readonly clock: 'none' | 'seconds' | 'microseconds' | 'unix';
  /** -r: time since the line before. */
  readonly relative: boolean;
  /** -T: time in the call. */
  readonly duration: boolean;
  /** -n, -i */
  readonly callNumber: boolean;
  readonly instruction: boolean;
  /** -a: where the result stands. */
  readonly column: number;
  /** Nanoseconds from CLOCK_MONOTONIC to the time of day, and minutes from UTC to local time. */
  readonly realtimeOffset: number;
  readonly zoneMinutes: number;
}

export const defaultLineStyle: LineStyle = {
  taskPrefix: 'when-several',
  clock: 'none',
  relative: false,
  duration: false,
  callNumber: false,
  instruction: false,
  column: 40,
  realtimeOffset: 0,
  zoneMinutes: 0,
};

const nanosecondsASecond = 1e9;

/** Seconds with six digits; a clock that was set back does not show as negative. */
export function secondsText(nanoseconds: number): string {
  const microseconds = Math.floor(Math.max(nanoseconds, 0) / 1000);
  return `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, '0')}`;
}

/** `12:34:56.123456 `, or nothing. */
export function clockText(at: number, { clock, realtimeOffset, zoneMinutes }: LineStyle): string {
  if (clock === 'none') return '';
  const now = at + realtimeOffset;
  if (clock === 'unix') return `${secondsText(now)} `;
  const seconds = Math.floor(now / nanosecondsASecond);
  const time = new Date((seconds + zoneMinutes * 60) * 1000).toISOString().slice(11, 19);
  const rest = String(Math.floor((now - seconds * nanosecondsASecond) / 1000)).padStart(6, '0');
  return clock === 'seconds' ? `${time} ` : `${time}.${rest} `;
}
