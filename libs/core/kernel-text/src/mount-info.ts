import { decimal } from './decimal.ts';
import { completeLines } from './lines.ts';

/** One mount. see: proc_pid_mountinfo(5), fs/proc_namespace.c show_mountinfo() */
export interface MountEntry {
  readonly id: number;
  readonly parent: number;
  readonly device: { readonly major: number; readonly minor: number };
  /** Folder of the file system that is mounted: not `/` for a bind mount or a cgroup namespace. */
  readonly root: string;
  readonly mountPoint: string;
  /** Options of this mount. */
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  /** Options of the file system as a whole: for cgroup v1 the controllers. */
  readonly superOptions: readonly string[];
}

/** Mounts in mount order: a later one at the same point hides the earlier. Lines that are no mount are left out. */
export function parseMountInfo(text: string): MountEntry[] {
  return completeLines(text).flatMap((line) => {
    const entry = entryOf(line);
    return entry === null ? [] : [entry];
  });
}

function entryOf(line: string): MountEntry | null {
  // Any number of optional fields stands before the lone hyphen; the kernel escapes spaces, so it cannot be in a name.
  const [head = [], tail = []] = line.split(' - ', 2).map((part) => part.split(' '));
  const [id, parent, device, root, mountPoint, options] = head;
  const [type, source, superOptions] = tail;
  const [major = '', minor = ''] = (device ?? '').split(':');
  const numbers = [id ?? '', parent ?? '', major, minor].map(decimal);
  if (numbers.includes(null) || superOptions === undefined) return null;
  const [idNumber, parentNumber, majorNumber, minorNumber] = numbers as [number, number, number, number];
  return {
    id: idNumber,
    parent: parentNumber,
    device: { major: majorNumber, minor: minorNumber },
    root: unescapeOctal(root ?? ''),
    mountPoint: unescapeOctal(mountPoint ?? ''),
    options: (options ?? '').split(','),
    type: unescapeOctal(type ?? ''),
    source: unescapeOctal(source ?? ''),
    superOptions: superOptions.split(',').map(unescapeOctal),
  };
}

/** `\040` -> space: how mountinfo writes space, tab, newline, backslash and hash. see: lib/string_helpers.c */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
