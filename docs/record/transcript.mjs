// Runs command lines and writes what they print, under lines that name host, kernel and versions.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const recorded = join(root, 'docs/recorded');
// The version without the suffix of whoever built it.
const kernel = release().replace(/-.*/, '');
const programs = join(root, 'node_modules/.bin');

/**
 * Writes docs/recorded/NAME.txt: what the steps print when they run in `folder`. A step shows a command line and is run
 * by sh; `keep` may leave lines out that say nothing. Fails when a status is not one of the expected.
 */
export function record(name, { folder, judges, steps }) {
  const parts = steps.map((step) => runStep(step, folder));
  mkdirSync(recorded, { recursive: true });
  writeFileSync(join(recorded, `${name}.txt`), `${[header(judges), ...parts].join('\n\n')}\n`);
  console.log(`docs/recorded/${name}.txt`);
}

/** One line about the machine and one about each program that matters. */
export function header(judges) {
  const memory = Math.round(totalmem() / 1024 ** 3);
  const host = `${cpus().length} CPUs, ${memory} GiB, ${process.arch}, Linux ${kernel}, as ${userInfo().username}`;
  const ours = firstLine(join(programs, 'ai-perf'), ['--version']);
  const versions = [ours, `node ${process.version}`, ...judges.map(([program, words]) => firstLine(program, words))];
  return `# recorded on: ${host}\n# with: ${versions.join(', ')}`;
}

function firstLine(program, words) {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n')[0];
  } catch {
    return `${program} absent`;
  }
}

function runStep({ shown, statuses = [0], keep = (text) => text }, folder) {
  const PATH = `${programs}:${process.env.PATH}`;
  const env = { ...process.env, NO_COLOR: '1', PATH };
  const ran = spawnSync('sh', ['-c', `${shown} 2>&1`], { cwd: folder, encoding: 'utf8', env });
  const { status } = ran;
  if (!statuses.includes(status)) throw new Error(`${shown}: status ${status}, not ${statuses}:\n${ran.stdout}`);
  const text = keep(withoutPlaces(ran.stdout, folder)).trimEnd();
  const end = status === 0 ? '' : `(exit status ${status})`;
  return [`$ ${shown}`, text, end].filter((part) => part !== '').join('\n');
}

// Where things lie on the recorder's machine is nobody's business.
function withoutPlaces(text, folder) {
  const plain = text.replaceAll(release(), kernel);
  return [folder, root].reduce((rest, place) => rest.replaceAll(`${place}/`, '').replaceAll(place, '.'), plain);
}
