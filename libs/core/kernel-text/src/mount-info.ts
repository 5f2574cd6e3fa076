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

// Any number of optional fields stands before the lone hyphen; a space in a name is escaped, so none can look like it.
const row = new RegExp(
  String.raw`^(?<id>\d{1,10}) (?<parent>\d{1,10}) (?<major>\d{1,10}):(?<minor>\d{1,10}) (?<root>\S+) (?<point>\S+) ` +
    String.raw`(?<options>\S+)(?: \S+)* - (?<type>\S+) (?<source>\S*) (?<superOptions>\S+)$`,
);
type Field = 'id' | 'parent' | 'major' | 'minor' | 'root' | 'point' | 'options' | 'type' | 'source' | 'superOptions';

function entryOf(line: string): MountEntry | null {
  const found = row.exec(line);
  if (found === null) return null;
  const field = found.groups as Record<Field, string>;
  return {
    id: Number(field.id),
    parent: Number(field.parent),
    device: { major: Number(field.major), minor: Number(field.minor) },
    root: unescapeOctal(field.root),
    mountPoint: unescapeOctal(field.point),
    options: field.options.split(','),
    type: unescapeOctal(field.type),
    source: unescapeOctal(field.source),
    superOptions: field.superOptions.split(',').map(unescapeOctal),
  };
}

/** `\040` -> space: how mountinfo writes space, tab, newline, backslash and hash. see: lib/string_helpers.c */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
