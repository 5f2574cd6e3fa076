// Checks of tracked files that eslint cannot make: names, C style, licences, private text, the lock file.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { cProblems } from './c-style.mjs';
import { formatProblems } from './clang-format.mjs';
import { nameProblems } from './file-names.mjs';
import { lockProblems, npmrcProblems, privateTextProblems } from './private-text.mjs';
import { trackedFiles } from './tracked-files.mjs';

const root = process.cwd();
const cFamily = new Set(['.c', '.h', '.cc']);
const text = new Set(['.ts', '.mts', '.mjs', '.json', '.md', '.sh', '.yml', '.css', '.c', '.h', '.cc', '.gyp', '']);
// Recorded on a real host: a fixture says what was there.
const recorded = /(^|\/)(fixtures|recorded)\//;
// Committed as the kernel's own tools wrote it.
const generated = /(^|\/)vmlinux\.h$/;

function problemsOf(path, read) {
  const judgedAsC = cFamily.has(extname(path)) && !generated.test(path);
  return [
    ...nameProblems(path),
    ...(judgedAsC ? cProblems(path, read()) : []),
    ...(text.has(extname(path)) && !recorded.test(path) ? privateTextProblems(path, read(), root) : []),
    ...(path === 'package-lock.json' ? lockProblems(read()) : []),
    ...(path.endsWith('.npmrc') ? npmrcProblems(path, read()) : []),
  ];
}

const paths = trackedFiles(root);
const judged = paths.flatMap((path) => problemsOf(path, () => readFileSync(join(root, path), 'utf8')));
const laidOut = formatProblems(root, paths.filter((path) => cFamily.has(extname(path)) && !generated.test(path)));
if (laidOut === null)
  console.log('skipped: layout of C and C++: there is no clang-format (apt-get install clang-format)');

const problems = [...judged, ...(laidOut ?? [])];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
