import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { docs } from '../links/tree.ts';
import { svgOf } from './drawing.ts';
import { drawings } from './index.ts';

const folder = join(docs, 'drawings');
const styleSheet = readFileSync(join(folder, 'drawings.css'), 'utf8');

test.each(drawings)('the committed $name.svg is what its code draws; npm run draw -w docs writes it', (drawing) => {
  expect(readFileSync(join(folder, `${drawing.name}.svg`), 'utf8')).toBe(svgOf(drawing, styleSheet));
});

test('no committed drawing lacks its code', () => {
  const committed = readdirSync(folder).filter((name) => name.endsWith('.svg'));
  expect(committed.sort()).toEqual(drawings.map(({ name }) => `${name}.svg`).sort());
});
