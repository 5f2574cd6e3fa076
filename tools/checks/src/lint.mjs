// All that `npm run lint` holds, two parts at a time. Started by Nx, which has just made the project graph that the
// walls are judged by.   lint.mjs [PART...] [-- ARGUMENTS OF ESLINT, the whole tree when there are none]
import { spawn } from 'node:child_process';

const separator = process.argv.indexOf('--');
const wanted = process.argv.slice(2, separator === -1 ? undefined : separator);
const forEslint = separator === -1 ? ['.'] : process.argv.slice(separator + 1);

const parts = {
  eslint: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...forEslint],
  types: ['node_modules/@typescript/native/bin/tsc', '-p', 'tsconfig.test.json', '--pretty', 'false'],
  references: ['tools/workspace/sync.mjs', '--check'],
  files: ['tools/checks/src/files.mjs'],
  commits: ['tools/checks/src/commit-message.mjs', '--log'],
};

const unknown = wanted.filter((part) => !Object.hasOwn(parts, part));
if (unknown.length > 0) {
  console.error(`lint: no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const [first, ...rest] = Object.keys(parts).filter((part) => wanted.length === 0 || wanted.includes(part));
// eslint takes as long as all the others together.
const results = await Promise.all([run(first), inTurn(rest)]);
const failed = results.flat().filter((part) => part !== null);
if (failed.length > 0) {
  console.error(`lint: failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

async function inTurn(names) {
  const broken = [];
  for (const name of names) broken.push(await run(name));
  return broken;
}

// Output of a part is kept together; two interleaved are unreadable.
function run(part) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parts[part], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (bytes) => said.push(bytes));
    child.stderr.on('data', (bytes) => said.push(bytes));
    child.on('error', reject);
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`lint: ${part} ${status === 0 ? 'passed' : 'FAILED'} (${seconds(started)} s)`);
      resolve(status === 0 ? null : part);
    });
  });
}

function seconds(started) {
  return ((performance.now() - started) / 1000).toFixed(1);
}
