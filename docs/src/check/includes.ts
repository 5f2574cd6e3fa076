import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFile, root } from '../links/tree.ts';

/**
 * What is wrong with the `<<< file#region` includes of a page. VitePress prints the whole file when the region is
 * not there, and `{3-9}` after the name marks lines instead of choosing them; both would go unseen.
 */
export function badIncludes(markdown: string, origin: string): string[] {
  return [...markdown.matchAll(/^<<< (.+)$/gm)].flatMap((match) => judge((match[1] ?? '').trim(), origin));
}

function judge(include: string, origin: string): string[] {
  const [, path = '', region, range] = /^([^#{[\s]+)(?:#([\w-]+))?\s*(?:\{([^}]*)\})?/.exec(include) ?? [];
  const file = path.startsWith('@/') ? join(root, 'docs', path.slice(2)) : join(root, dirname(origin), path);
  if (!isFile(file)) return [`${origin}: <<< ${include}: no such file`];
  if (range !== undefined && /\d/.test(range)) {
    return [`${origin}: <<< ${include}: {lines} marks lines, it does not choose them`];
  }
  if (region === undefined || regionOf(readFileSync(file, 'utf8'), region)) return [];
  return [`${origin}: <<< ${include}: no region ${region}, the whole file would be shown`];
}

// The comment forms of VitePress's findRegion that our languages use: `// #region x`, `/* #region x */`, `# region x`.
function regionOf(text: string, name: string): boolean {
  const mark = (word: string): RegExp => new RegExp(`^\\s*(?://|/\\*|#)\\s*#?${word} ${name}(?:\\s*\\*/)?$`, 'm');
  const start = text.search(mark('region'));
  return start >= 0 && text.slice(start).search(mark('endregion')) > 0;
}
