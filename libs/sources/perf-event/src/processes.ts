import { readdirSync, readFileSync } from 'node:fs';

const numeric = (names: readonly string[]): readonly number[] => names.filter((name) => /^\d+$/.test(name)).map(Number);

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Processes that this user can see. */
export const listProcesses = (proc: string): readonly number[] => numeric(list(proc));

/** Threads of a process; none when it is gone. */
export const listThreads = (proc: string, tgid: number): readonly number[] => numeric(list(`${proc}/${tgid}/task`));

/** Thread group of a thread, which /proc hides but shows when asked for by number; null when it is gone. */
export function threadGroupOf(proc: string, tid: number): number | null {
  const text = readText(`${proc}/${tid}/status`);
  const found = text === null ? null : /^Tgid:\s*(\d+)$/m.exec(text);
  return found === null ? null : Number(found[1]);
}

/** Null when the file is gone or may not be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
