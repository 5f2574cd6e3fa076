import type { KnownCommands } from './commands.ts';
import { badCommand } from './commands.ts';

interface Block {
  readonly language: string;
  readonly text: string;
}

/**
 * What is wrong with the code blocks of a page. Code is included from a file with `<<<`; the only blocks that are
 * written into a page are `sh` lines, and each of those must name a command that exists, with options it has.
 */
export function badBlocks(markdown: string, origin: string, known: KnownCommands): string[] {
  return blocksOf(markdown).flatMap(({ language, text }) => {
    if (language !== 'sh') return [`${origin}: a block of "${language}" is not included from a file`];
    const reasons = text.split('\n').map((line) => badCommand(line, known));
    return reasons.flatMap((reason) => (reason === null ? [] : [`${origin}: ${reason}`]));
  });
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^( *)(`{3,})([\w-]*)[^\n]*\n([\s\S]*?)^\1\2`*$/gm)].map((match) => ({
    language: match[3] ?? '',
    text: match[4] ?? '',
  }));
}
