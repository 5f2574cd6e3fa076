/** One line of /proc/PID/maps. */
export interface Mapping {
  readonly start: bigint;
  /** First address after the mapping. */
  readonly end: bigint;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly executable: boolean;
  readonly shared: boolean;
  /** Bytes into the file at which the mapping starts; 0 without a file. */
  readonly fileOffset: bigint;
  readonly device: { readonly major: number; readonly minor: number };
  /** 0 without a file. */
  readonly inode: bigint;
  /**
   * File, `[heap]`, `[vdso]`, `anon_inode:...` or empty. The kernel writes a newline in it as `\012` and nothing else
   * escaped, and appends ` (deleted)` for an unlinked file: neither can be told from a file that is named so.
   */
  readonly path: string;
}

export interface ParsedMaps {
  readonly mappings: readonly Mapping[];
  /** Lines that are not a mapping: the text was cut short, or it is not a maps file. */
  readonly malformed: number;
}

// see: proc_pid_maps(5), fs/proc/task_mmu.c show_map_vma()
const address = '([0-9a-f]{1,16})';
const device = '([0-9a-f]{1,8}):([0-9a-f]{1,8})';
const line = new RegExp(`^${address}-${address} ([r-])([w-])([x-])([sp]) ${address} ${device} (\\d{1,20})(?: +(.*))?$`);

/** Mappings of a process in address order, as /proc/PID/maps lists them. Never throws. */
export function parseMaps(text: string): ParsedMaps {
  const mappings: Mapping[] = [];
  let malformed = 0;
  for (const row of text.split('\n')) {
    const mapping = parseMapping(row);
    if (mapping !== null) mappings.push(mapping);
    else if (row !== '') malformed += 1;
  }
  return { mappings, malformed };
}

function parseMapping(row: string): Mapping | null {
  const found = line.exec(row);
  if (found === null) return null;
  const [, start = '', end = '', r, w, x, share, offset = '', major = '', minor = '', inode = '', path = ''] = found;
  const mapping: Mapping = {
    start: BigInt(`0x${start}`),
    end: BigInt(`0x${end}`),
    readable: r === 'r',
    writable: w === 'w',
    executable: x === 'x',
    shared: share === 's',
    fileOffset: BigInt(`0x${offset}`),
    device: { major: Number.parseInt(major, 16), minor: Number.parseInt(minor, 16) },
    inode: BigInt(inode),
    path,
  };
  return mapping.start < mapping.end ? mapping : null;
}
