import { signalNames } from './tables/signal-names.ts';

/** First real-time signal as the kernel counts. see: signal(7) */
const realTimeMin = 32;
const signals = 64;

/** `SIGINT`, `SIGRTMIN`, `SIGRT_1`. */
export function signalName(number: number): string {
  const name = signalNames[number];
  if (name !== undefined) return name;
  if (number === realTimeMin) return 'SIGRTMIN';
  return number > realTimeMin && number <= signals ? `SIGRT_${number - realTimeMin}` : String(number);
}

const short = (number: number): string => signalName(number).replace(/^SIG/, '');

/** `[INT TERM]`; of a set that holds more than it lacks, `~[]` of what it lacks. */
export function signalSetText(bytes: Uint8Array): string {
  const has = (number: number): boolean => (((bytes[(number - 1) >> 3] ?? 0) >> ((number - 1) & 7)) & 1) === 1;
  const all = Array.from({ length: bytes.length * 8 }, (_, index) => index + 1);
  const inside = all.filter(has);
  const inverted = inside.length >= (all.length * 2) / 3;
  const named = inverted ? all.filter((number) => !has(number)) : inside;
  return `${inverted ? '~' : ''}[${named.map(short).join(' ')}]`;
}
