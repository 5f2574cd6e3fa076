import { fetchKind } from '@ai-perf/core-wire';
import { argumentOf, chunkOf } from '../call.ts';
import type { ArgumentType, TracedCall } from '../call.ts';
import { enumName, enumText } from '../flags.ts';
import { quote } from '../quote.ts';
import { signalName } from '../signals.ts';
import { alternateHex, hex, toInt32 } from '../words.ts';
import { fetchOp, plain } from './scalars.ts';

// prctl(2): the option says how many arguments there are, and what they are.

const optionOf = (call: TracedCall): string => enumName('prctl', toInt32(argumentOf(call, 0))) ?? '';

/** Arguments behind the option; of others all four are written. */
const arities: Readonly<Record<string, number>> = {
  PR_SET_PDEATHSIG: 1,
  PR_GET_PDEATHSIG: 1,
  PR_GET_DUMPABLE: 0,
  PR_SET_DUMPABLE: 1,
  PR_GET_KEEPCAPS: 0,
  PR_SET_KEEPCAPS: 1,
  PR_SET_NAME: 1,
  PR_GET_NAME: 1,
  PR_CAPBSET_READ: 1,
  PR_CAPBSET_DROP: 1,
  PR_GET_SECUREBITS: 0,
  PR_SET_SECUREBITS: 1,
  PR_GET_TIMERSLACK: 0,
  PR_SET_TIMERSLACK: 1,
  PR_SET_CHILD_SUBREAPER: 1,
  PR_GET_CHILD_SUBREAPER: 1,
  PR_GET_SECCOMP: 0,
  PR_GET_TID_ADDRESS: 1,
  PR_SET_PTRACER: 1,
};

const isThere = (call: TracedCall, argument: number): boolean => argument <= (arities[optionOf(call)] ?? 4);

const nameBytes = 16;

/** A thread's name; longer ones are cut by the kernel as here. */
function nameText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const shown = bytes.subarray(0, end === -1 ? nameBytes - 1 : end);
  return `${quote(shown, 'octal')}${end === -1 ? '...' : ''}`;
}

const first: ArgumentType = {
  at: 'entry',
  fetch: (argument) => [fetchOp({ kind: fetchKind.string, argument, size: nameBytes })],
  text: (call, argument) => {
    const option = optionOf(call);
    const word = argumentOf(call, argument);
    if (!isThere(call, argument)) return null;
    if (option.startsWith('PR_CAPBSET')) return enumText('capability', toInt32(word));
    if (option === 'PR_SET_PDEATHSIG') return signalName(toInt32(word));
    const bytes = option === 'PR_SET_NAME' ? chunkOf(call, argument)?.bytes : null;
    if (bytes) return nameText(bytes);
    return /NO_NEW_PRIVS|SUBREAPER|KEEPCAPS|TIMERSLACK|THP/.test(option) ? String(toInt32(word)) : alternateHex(word);
  },
};

const rest = (argument: number): ArgumentType =>
  plain((word, call) => (isThere(call, argument) ? (optionOf(call) === '' ? hex(word) : alternateHex(word)) : null));

export const processControlTypes: Readonly<Record<string, ArgumentType>> = {
  'prctl@1': first,
  'prctl@2': rest(2),
  'prctl@3': rest(3),
  'prctl@4': rest(4),
};
