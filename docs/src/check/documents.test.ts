import { expect, test } from 'vitest';
import { toolParts } from '../pages/tool-parts.ts';
import { badCommand } from './commands.ts';
import { badDocuments, knownCommands } from './documents.ts';

test('every link, include and command of the written pages exists', async () => {
  expect(badDocuments(await toolParts())).toEqual([]);
});

test('the example command lines of every tool name verbs and options that exist', async () => {
  const tools = await toolParts();
  const lines = tools.flatMap(({ tool }) => (tool.examples ?? []).map(([line]) => line));
  expect(lines.map((line) => badCommand(line, knownCommands(tools))).filter((reason) => reason !== null)).toEqual([]);
});
