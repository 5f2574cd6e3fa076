// node docs/dist/site.js build | dev | preview: makes the pages, then builds, serves or shows the site.
// No network is used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, createServer, serve } from 'vitepress';
import { brokenIn } from './check/built-site.ts';
import { badBlocks } from './check/code-blocks.ts';
import type { KnownCommands } from './check/commands.ts';
import { badIncludes } from './check/includes.ts';
import { deadTargets } from './check/repository-targets.ts';
import { docs, root } from './links/tree.ts';
import { generate, handwritten } from './pages/generate.ts';
import type { ToolPageParts } from './pages/tool-page.ts';
import { toolParts } from './pages/tool-parts.ts';

const [action = 'build'] = process.argv.slice(2);
const tools = await toolParts();
const made = generate(tools);
console.log(`${made} pages made, ${tools.length} of them from tools`);

if (action === 'dev') await serveWhileWriting();
else if (action === 'preview') await serve({ root: docs });
else process.exitCode = await buildAndCheck();

async function serveWhileWriting(): Promise<void> {
  const server = await createServer(docs);
  await server.listen();
  server.printUrls();
}

async function buildAndCheck(): Promise<number> {
  const faults = badPages(knownCommands(tools));
  if (faults.length > 0) return report(faults);
  await build(docs);
  const broken = brokenIn(join(docs, '.vitepress/dist'), process.env['DOCS_BASE'] ?? '/');
  return report(broken.map(({ page, target, reason }) => `${page}: ${target}: ${reason}`));
}

function badPages(known: KnownCommands): string[] {
  const rootDocuments = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].map((origin) => ({
    origin,
    markdown: readFileSync(join(root, origin), 'utf8'),
  }));
  return [...handwritten(), ...rootDocuments].flatMap(({ origin, markdown }) => [
    ...deadTargets(markdown, origin),
    ...badIncludes(markdown, origin),
    ...badBlocks(markdown, origin, known),
  ]);
}

function knownCommands(parts: readonly ToolPageParts[]): KnownCommands {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const names = parts.flatMap(({ entry, tool }) => [
    ...entry.verbs.map((verb) => [`ai-perf ${verb}`, tool] as const),
    ...(entry.executable ? [[entry.name, tool] as const] : []),
  ]);
  return { scripts: new Set(Object.keys(scripts)), tools: new Map(names) };
}

function report(faults: readonly string[]): number {
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? 'no dead link, anchor, image or include' : `${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
}
