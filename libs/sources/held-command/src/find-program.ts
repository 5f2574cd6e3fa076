import { accessSync, constants, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';

/** Status of a shell for a command that is not there, and for one that may not be executed. see: POSIX XCU 2.8.2 */
const status = { notFound: 127, notExecutable: 126 } as const;

/** The file that execvp would run, found before anything is started. see: exec(3) */
export function findProgram(name: string, path: string = process.env['PATH'] ?? '/usr/bin:/bin'): Result<string> {
  const folders = path.split(':').map((folder) => (folder === '' ? '.' : folder));
  const places = name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
  const found = places.map((place) => ({ place, state: stateOf(place) }));
  const usable = found.find(({ state }) => state === 'executable');
  if (usable !== undefined) return ok(usable.place);
  // A folder of PATH that may not be looked into says nothing about the command.
  const denied = found.find(({ state }) => state === 'denied' || (state === 'hidden' && name.includes('/')));
  return err(denied === undefined ? notFound(name) : notExecutable(denied.place));
}

function stateOf(place: string): 'executable' | 'denied' | 'hidden' | 'missing' {
  const stats = statOf(place);
  if (typeof stats === 'string') return stats === 'EACCES' ? 'hidden' : 'missing';
  if (!stats.isFile()) return 'denied';
  try {
    accessSync(place, constants.X_OK);
    return 'executable';
  } catch {
    return 'denied';
  }
}

/** The stats, or the name of the errno. */
function statOf(place: string): Stats | string {
  try {
    return statSync(place);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code ?? '';
  }
}

const notFound = (name: string): Problem => ({
  ...usageProblem('command-not-found', {
    what: `cannot run ${name === '' ? 'a command without a name' : name}`,
    why: name.includes('/') ? 'there is no such file' : 'no folder of PATH has it',
    fix: 'check its name, or give its path',
  }),
  exitCode: status.notFound,
});

const notExecutable = (place: string): Problem => ({
  ...usageProblem('command-not-executable', {
    what: `cannot run ${place}`,
    why: 'it is not a file that this user may execute',
    fix: `ls -l ${place}`,
  }),
  exitCode: status.notExecutable,
});
