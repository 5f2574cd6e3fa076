import { linksOf } from '../links/markdown-links.ts';
import { targetOf } from '../links/site-address.ts';

/** The relative links of a document that lead to nothing, all of them before the build stops at the first. */
export function deadTargets(markdown: string, origin: string): string[] {
  const targets = linksOf(markdown).map((href) => targetOf(href, origin));
  return targets.flatMap((target) => (target?.kind === 'dead' ? [`${origin}: no such file: ${target.path}`] : []));
}
