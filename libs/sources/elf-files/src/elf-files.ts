import { statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSource, ModuleFiles, ModuleRequest } from '@ai-perf/core-model';
import { err, isSystemError, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { isMappedFile, isOlderThanMapping } from './file-identity.ts';
import { OpenFiles } from './open-files.ts';
import { readVdso } from './vdso.ts';

/** The file half of `ModuleFiles`. `close` gives the descriptors back. */
export interface ElfFiles extends Pick<ModuleFiles, 'openModule' | 'openDebugFile'> {
  close(): void;
}

export function createElfFiles(): ElfFiles {
  const files = new OpenFiles();
  return {
    openModule: (request) => (request.path === '[vdso]' ? readVdso() : openModule(files, request)),
    openDebugFile: (request) => openDebugFile(files, request),
    close: () => files.close(),
  };
}

interface Place {
  readonly path: string;
  readonly byName: boolean;
}

/** Links that lead to the very file, even one that is deleted or replaced; then names, which need proof. */
function placesOf({ tgid, path, start, length }: ModuleRequest): Place[] {
  const range = `${start.toString(16)}-${(start + length).toString(16)}`;
  return [
    // see: man 5 proc_pid_map_files; needs CAP_CHECKPOINT_RESTORE
    { path: `/proc/${tgid}/map_files/${range}`, byName: false },
    { path: `/proc/${tgid}/exe`, byName: false },
    { path: `/proc/${tgid}/root${path}`, byName: true },
    { path, byName: true },
  ];
}

function openModule(files: OpenFiles, request: ModuleRequest): Result<ByteSource> {
  if (!request.path.startsWith('/')) return err(gone(request, 'its path is not absolute'));
  const refusals: Problem[] = [];
  for (const place of placesOf(request)) {
    const opened = openPlace(files, place, request);
    if (opened.ok) return opened;
    if (opened.problem !== null) refusals.push(opened.problem);
  }
  return err(refusals[0] ?? gone(request, 'the file was deleted and its process has ended or may not be looked into'));
}

/** The file at one place. Null as a problem: nothing is there, which the other places may make good. */
function openPlace(
  files: OpenFiles,
  { path, byName }: Place,
  request: ModuleRequest,
): Result<ByteSource, Problem | null> {
  const stats = statsOf(path);
  if (typeof stats === 'string') return err(stats === 'EACCES' ? unreadable(request) : null);
  const refused = whyNot(stats, request, byName);
  if (refused !== null) return err(byName ? refused : null);
  const opened = files.file(path, stats);
  return opened === null ? err(unreadable(request)) : ok(opened);
}

/** Browsers with all their debug information stay below. */
const maxFileBytes = 4 * 2 ** 30;

function whyNot(stats: BigIntStats, request: ModuleRequest, byName: boolean): Problem | null {
  if (!stats.isFile()) return notRegular(request);
  if (stats.size > maxFileBytes) return tooLarge(request);
  if (!isMappedFile(stats, request)) return replaced(request);
  return byName && !isOlderThanMapping(stats, request) ? replaced(request) : null;
}

/** The stats, or the name of the errno. */
function statsOf(path: string): BigIntStats | string {
  try {
    return statSync(path, { bigint: true });
  } catch (thrown) {
    if (isSystemError(thrown)) return thrown.code;
    throw thrown;
  }
}

const debugRoot = '/usr/lib/debug';

/** see: gdb manual, "Debugging Information in Separate Files" */
function openDebugFile(files: OpenFiles, request: Parameters<ModuleFiles['openDebugFile']>[0]): Result<ByteSource> {
  for (const place of debugPlaces(request)) {
    const stats = statsOf(place);
    const opened = typeof stats !== 'string' && stats.isFile() ? files.file(place, stats) : null;
    if (opened !== null) return ok(opened);
  }
  return err(
    problem('debug-file-missing', {
      what: `no separate debug information for ${request.path}`,
      why: `none is installed under ${debugRoot} or beside the file`,
      fix: 'install the -dbgsym or -dbg package of the program',
    }),
  );
}

function debugPlaces({ path, buildId, debugLink }: Parameters<ModuleFiles['openDebugFile']>[0]): string[] {
  const byId = buildId === null ? [] : [`${debugRoot}/.build-id/${buildId.slice(0, 2)}/${buildId.slice(2)}.debug`];
  if (debugLink === null || basename(debugLink) !== debugLink) return byId;
  const folder = dirname(path);
  return [...byId, join(folder, debugLink), join(folder, '.debug', debugLink), join(debugRoot, folder, debugLink)];
}

const noNames = (path: string): string => `no function names for ${path}`;

const gone = ({ path }: ModuleRequest, why: string): Problem =>
  problem('module-gone', {
    what: noNames(path),
    why,
    fix: 'profile while the program runs, from a file that stays in its place',
  });

const replaced = ({ path }: ModuleRequest): Problem =>
  problem('module-replaced', {
    what: noNames(path),
    why: 'the file at that path is not the one that the process mapped',
    fix: 'restart the process so that it runs the new file, or profile as root while it still runs the old one',
  });

const tooLarge = ({ path }: ModuleRequest): Problem =>
  problem('module-too-large', { what: noNames(path), why: 'it has more than 4 GiB', fix: `ls -l ${path}` });

const notRegular = ({ path }: ModuleRequest): Problem =>
  problem('module-not-a-file', { what: noNames(path), why: 'it is not a regular file', fix: `ls -l ${path}` });

const unreadable = ({ path }: ModuleRequest): Problem =>
  problem('module-unreadable', {
    what: noNames(path),
    why: 'permission denied',
    fix: 'run as root, or as the user of the process',
  });
