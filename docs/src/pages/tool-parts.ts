import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolEntries } from '@ai-perf/agent';
import type { AnyTool } from '@ai-perf/core-cli';
import { docs, isFile, repositoryPath, root } from '../links/tree.ts';
import type { ToolPageParts } from './tool-page.ts';

/** Loads every tool of the registry, with the README of its package and its transcripts. */
export async function toolParts(): Promise<ToolPageParts[]> {
  const readmes = await readmesByTool();
  const recorded = readdirSync(join(docs, 'recorded')).sort();
  return Promise.all(
    toolEntries.map(async (entry, order) => {
      const tool = await entry.load();
      const transcripts = recorded.filter((name) => name === `${entry.name}.txt` || name.startsWith(`${entry.name}-`));
      return { order, entry, tool, readme: readmes.get(tool.name) ?? null, transcripts };
    }),
  );
}

// A package exports its tool as `tool`; the registry holds no folders.
async function readmesByTool(): Promise<Map<string, NonNullable<ToolPageParts['readme']>>> {
  const found = new Map<string, NonNullable<ToolPageParts['readme']>>();
  for (const folder of stagePackages()) {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
    const { tool } = (await import(name)) as { tool?: AnyTool };
    const readme = join(folder, 'README.md');
    if (tool === undefined || !isFile(readme)) continue;
    found.set(tool.name, { origin: repositoryPath(readme), markdown: readFileSync(readme, 'utf8') });
  }
  return found;
}

function stagePackages(): string[] {
  const stages = readdirSync(join(root, 'stages')).map((stage) => join(root, 'stages', stage));
  const folders = stages.flatMap((stage) => readdirSync(stage).map((name) => join(stage, name)));
  return folders.filter((folder) => isFile(join(folder, 'package.json')));
}
