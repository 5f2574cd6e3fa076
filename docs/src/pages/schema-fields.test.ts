import { expect, test } from 'vitest';
import { fieldsOf } from './schema-fields.ts';

const schema = {
  type: 'object',
  properties: {
    version: { const: 1 },
    culprit: { anyOf: [{ type: 'object', properties: { tgid: { type: 'integer' } } }, { type: 'null' }] },
    evidence: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
  },
};

test('fields inside lists and inside null-or-object are named by their path', () => {
  expect(fieldsOf(schema, 3).map(({ path, type }) => [path, type])).toEqual([
    ['version', '1'],
    ['culprit', 'object or null'],
    ['culprit.tgid', 'integer'],
    ['evidence', 'list of object'],
    ['evidence[].id', 'string'],
  ]);
});

test('depth 1 keeps the top fields only', () => {
  expect(fieldsOf(schema, 1).map(({ path }) => path)).toEqual(['version', 'culprit', 'evidence']);
});
