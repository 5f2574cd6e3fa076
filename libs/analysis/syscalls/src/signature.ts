import type { FetchOp } from '@ai-perf/core-wire';
import type { ArgumentType, DecodeStyle } from './call.ts';
import { signatures } from './tables/signatures.ts';
import { arrayTypes } from './types/arrays.ts';
import { processControlTypes } from './types/process-control.ts';
import { plain, resultDescriptorOp, scalarTypes, tableType } from './types/scalars.ts';
import { socketTypes } from './types/sockets.ts';
import { specialTypes } from './types/special.ts';
import { stringTypes } from './types/strings.ts';
import { structureTypes } from './types/structures.ts';
import { hex } from './words.ts';

export type ResultType = 'number' | 'fd' | 'addr' | 'octal' | 'never' | 'poll' | 'fcntl' | 'select';

export interface Signature {
  readonly name: string;
  readonly types: readonly ArgumentType[];
  readonly typeNames: readonly string[];
  readonly result: ResultType;
}

const named: Readonly<Record<string, ArgumentType>> = {
  ...scalarTypes,
  ...stringTypes,
  ...structureTypes,
  ...arrayTypes,
  ...socketTypes,
  ...specialTypes,
  ...processControlTypes,
};

function typeOf(name: string): ArgumentType {
  const [kind = '', table = ''] = name.split(':');
  const type = named[name] ?? tableType(kind, table);
  if (type === null) throw new Error(`no argument type ${name}`);
  return type;
}

function parse(line: string): Signature {
  const [left = '', result = 'number'] = line.split(' -> ');
  const [name = '', ...typeNames] = left.split(' ');
  return { name, typeNames, types: typeNames.map(typeOf), result: result as ResultType };
}

const byName = new Map(signatures.map(parse).map((signature) => [signature.name, signature]));

const word = plain(hex);
const unknownCall = { types: [word, word, word, word, word, word], typeNames: [], result: 'number' } as const;

/** The signature of a call; of one that no table knows, six words. */
export const signatureOf = (name: string): Signature => byName.get(name) ?? { name, ...unknownCall };

export const isKnown = (name: string): boolean => byName.has(name);

/** What has to be copied from the tracee for a call. */
export function fetchOps({ types, result }: Signature, style: DecodeStyle): readonly FetchOp[] {
  const ofArguments = types.flatMap((type, argument) => type.fetch(argument, style));
  return result === 'fd' && style.descriptors ? [...ofArguments, resultDescriptorOp] : ofArguments;
}

