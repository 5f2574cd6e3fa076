import { errorNames } from './tables/error-names.ts';
import { signalNames } from './tables/signal-names.ts';

const errors = new Map(Object.entries(errorNames).map(([number, [name]]) => [name, Number(number)]));
const signals = new Map(Object.entries(signalNames).map(([number, name]) => [name, Number(number)]));

const digits = /^\d+$/;

/** The number of `ENOENT` or `2`. */
export const errorNumber = (text: string): number | undefined =>
  digits.test(text) ? Number(text) : errors.get(text.toUpperCase());

/** The number of `SIGINT`, `INT` or `2`. */
export const signalNumber = (text: string): number | undefined =>
  digits.test(text) ? Number(text) : (signals.get(text.toUpperCase()) ?? signals.get(`SIG${text.toUpperCase()}`));
