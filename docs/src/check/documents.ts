import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../links/tree.ts';
import type { Document } from '../pages/code-pages.ts';
import { handwritten } from '../pages/generate.ts';
import type { ToolPageParts } from '../pages/tool-page.ts';
import { badBlocks } from './code-blocks.ts';
import type { KnownCommands } from './commands.ts';
import { badIncludes } from './includes.ts';
import { deadTargets } from './repository-targets.ts';

/** What is wrong with the pages that people write, before anything is built: links, includes, commands. */
export function badDocuments(tools: readonly ToolPageParts[]): string[] {
  const known = knownCommands(tools);
  return [...handwritten(), ...documentsOfTheRoot()].flatMap(({ origin, markdown }) => [
    ...deadTargets(markdown, origin),
    ...badIncludes(markdown, origin),
    ...badBlocks(markdown, origin, known),
  ]);
}

function documentsOfTheRoot(): Document[] {
  const names = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
  return names.map((origin) => ({ origin, markdown: readFileSync(join(root, origin), 'utf8') }));
}

/** What the command lines of a page may name: scripts of the root and the tools with their options. */
export function knownCommands(tools: readonly ToolPageParts[]): KnownCommands {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const names = tools.flatMap(({ entry, tool }) => [
    ...entry.verbs.map((verb) => [`ai-perf ${verb}`, tool] as const),
    ...(entry.executable ? [[entry.name, tool] as const] : []),
  ]);
  return { scripts: new Set(Object.keys(scripts)), tools: new Map(names) };
}
