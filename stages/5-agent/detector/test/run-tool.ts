import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIo, runTool } from '@ai-perf/core-cli';
import type { AnyTool } from '@ai-perf/core-cli';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a tool as the command line would, with its output caught. */
export async function ran(tool: AnyTool, ...words: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const io = {
    ...realIo,
    out: { write: (text: string) => void (out += text) },
    err: { write: (text: string) => void (err += text) },
  };
  return { code: await runTool(tool, words, io), out, err };
}

const realIo = processIo(process);

/** A folder of its own for one test file. */
export function scratch(): { path(name: string): string; write(name: string, text: string): string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'detector-'));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    write: (name, text) => (writeFileSync(path(name), text), path(name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
