// Writes docs/drawings/*.svg. They are committed, so that GitHub shows them; a test holds them to this code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgOf } from './drawings/drawing.ts';
import { heroSvg } from './drawings/hero.ts';
import { drawings } from './drawings/index.ts';
import { docs } from './links/tree.ts';

const folder = join(docs, 'drawings');
const styleSheet = readFileSync(join(folder, 'drawings.css'), 'utf8');
for (const drawing of drawings) writeFileSync(join(folder, `${drawing.name}.svg`), svgOf(drawing, styleSheet));
writeFileSync(join(docs, 'public/hero.svg'), heroSvg('A flame graph'));
