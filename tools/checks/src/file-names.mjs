// A file name says what is in the file: kebab-case nouns, and none of the words that say nothing.
import { basename } from 'node:path';

const judged = /\.(ts|mts|mjs|js|c|h|cc|sh|css)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
// `perf-data` and `data-structures` are kernel and plain English; a file that is called "data" alone is not.
const empty = /^(utils?|helpers?|common|manager|data|misc|stuff|lib|functions)$/;
const emptyWord = /(^|-)(utils?|helpers?|manager|misc)($|-)/;

/** What is wrong with the names along a path (relative to the root). */
export function nameProblems(path) {
  if (!judged.test(path)) return [];
  const words = path.split('/').map((part) => part.split('.')[0] ?? '');
  const said = words.filter((word) => word !== 'lib' && (empty.test(word) || emptyWord.test(word)));
  return [
    ...(kebab.test(basename(path)) ? [] : [`${path}: a file name is kebab-case`]),
    ...said.map((word) => `${path}: "${word}" says nothing; name what it is`),
  ];
}
