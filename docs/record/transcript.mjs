// Runs command lines and writes what they print, under lines that name host, kernel and versions.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const recorded = join(root, 'docs/recorded');
const columns = '100';

const firstLine = (program, words) => {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n')[0];
  } catch {
    return `${program} absent`;
  }
};

/** One line about the machine and one about each program that matters. */
function header(judges) {
  const memory = Math.round(totalmem() / 1024 ** 3);
  const host = `${cpus().length} CPUs, ${memory} GiB, ${process.arch}, Linux ${release()}, as ${userInfo().username}`;
  const versions = judges.map((words) => firstLine(...words));
  const programs = [`ai-perf ${aiPerfVersion()}`, `node ${process.version}`, ...versions].join(', ');
  return `# recorded on: ${host}\n# with: ${programs}`;
}

const aiPerfVersion = () => firstLine(join(root, 'node_modules/.bin/ai-perf'), ['--version']).replace(/^ai-perf /, '');

/**
 * Writes docs/recorded/NAME.txt. `steps` are `{ shown, command }`: what a reader would type, and what is run (by
 * default the same, by sh). Fails when a status is not the expected one: a broken transcript is not written.
 */
export function record(name, steps, judges = []) {
  const parts = steps.map((step) => runStep(step));
  mkdirSync(recorded, { recursive: true });
  writeFileSync(join(recorded, `${name}.txt`), `${[header(judges), ...parts].join('\n\n')}\n`);
  console.log(`docs/recorded/${name}.txt`);
}

function runStep({ shown, command = shown, status = 0, keep = (text) => text }) {
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  const env = { ...process.env, COLUMNS: columns, NO_COLOR: '1', PATH };
  const ran = spawnSync('sh', ['-c', `${command} 2>&1`], { cwd: root, encoding: 'utf8', env });
  if (ran.status !== status) throw new Error(`${command}: status ${ran.status}, expected ${status}:\n${ran.stdout}`);
  const text = keep(withoutPaths(ran.stdout)).trimEnd();
  return [`$ ${shown}`, text, ...(status === 0 ? [] : [`(exit status ${status})`])].join('\n');
}

// Where the tree lies on the recorder's machine is nobody's business.
const withoutPaths = (text) => text.replaceAll(`${root}/`, '').replaceAll(root, '.');
