// node docs/dist/site.js build | dev | preview: makes the pages, then builds, serves or shows the site.
// No network is used.
import { join } from 'node:path';
import { build, createServer, serve } from 'vitepress';
import { brokenIn } from './check/built-site.ts';
import { badDocuments } from './check/documents.ts';
import { docs } from './links/tree.ts';
import { generate } from './pages/generate.ts';
import { toolParts } from './pages/tool-parts.ts';

const [action = 'build'] = process.argv.slice(2);
const tools = await toolParts();
const faults = badDocuments(tools);
for (const fault of faults) console.error(fault);
if (faults.length > 0 && action !== 'dev') process.exitCode = 1;
else {
  console.log(`${generate(tools)} pages made, ${tools.length} of them from tools`);
  if (action === 'dev') await serveWhileWriting();
  else if (action === 'preview') await serve({ root: docs });
  else process.exitCode = await buildAndCheck();
}

async function serveWhileWriting(): Promise<void> {
  const server = await createServer(docs);
  await server.listen();
  server.printUrls();
}

async function buildAndCheck(): Promise<number> {
  await build(docs);
  const broken = brokenIn(join(docs, '.vitepress/dist'), process.env['DOCS_BASE'] ?? '/');
  for (const { page, target, reason } of broken) console.error(`${page}: ${target}: ${reason}`);
  console.log(`${broken.length} dead links, anchors and images`);
  return broken.length === 0 ? 0 : 1;
}
