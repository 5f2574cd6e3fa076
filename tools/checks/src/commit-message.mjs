// Conventional commits with the package as scope: `feat(sources-procfs): read schedstat`.
//   commit-message.mjs --file FILE   judges one message (the commit-msg hook)
//   commit-message.mjs --log         judges every commit of HEAD (CI)
// see: https://www.conventionalcommits.org/en/v1.0.0/
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const types = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'revert'];
const header = new RegExp(`^(${types.join('|')})\\([a-z0-9]+(-[a-z0-9]+)*(, ?[a-z0-9]+(-[a-z0-9]+)*)*\\)!?: \\S`);
const longestHeader = 100;
// git writes these itself.
const ofGit = /^(Merge |Revert "|fixup! |squash! )/;

/** What is wrong with a commit message; an empty list when nothing is. */
export function problemsOf(message) {
  const [first = '', second = ''] = message.split('\n').filter((line) => !line.startsWith('#'));
  if (ofGit.test(first)) return [];
  return [
    ...(header.test(first) ? [] : [`the first line is not "type(package): what", with a type of ${types.join(', ')}`]),
    ...(first.length <= longestHeader ? [] : [`the first line is longer than ${longestHeader} characters`]),
    ...(/\.$/.test(first) ? ['the first line ends in a full stop'] : []),
    ...(second.trim() === '' ? [] : ['the second line is not empty']),
  ];
}

/** Every commit of HEAD that is wrong, as printable lines; null outside a git checkout. */
export function problemsOfLog(folder) {
  const log = spawnSync('git', ['log', '--format=%h%x00%B%x01'], { cwd: folder, encoding: 'utf8' });
  if (log.status !== 0) return null;
  return log.stdout
    .split('\x01')
    .map((entry) => entry.trim().split('\0'))
    .filter(([hash]) => hash !== '')
    .flatMap(([hash, message = '']) => {
      const [first] = message.split('\n');
      return problemsOf(message).map((problem) => `${hash} ${first}: ${problem}`);
    });
}

function main([mode, file]) {
  const problems = mode === '--file' ? problemsOf(readFileSync(file, 'utf8')) : problemsOfLog(process.cwd());
  if (problems === null) console.log('commit messages: no git history here, none judged');
  for (const problem of problems ?? []) console.error(`commit message: ${problem}`);
  return problems !== null && problems.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
