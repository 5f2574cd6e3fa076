import { err, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { addressOrder } from './address-order.ts';
import { hexNumber } from './hex-number.ts';
import { SymbolCandidates } from './symbol-candidates.ts';
import type { SymbolTable } from './symbol-table.ts';

/** The kernel's functions, by the low 53 bits of their addresses, which is what a double holds exactly. */
export interface KernelSymbols {
  find(address: number): KernelFunction | null;
  readonly count: number;
}

export interface KernelFunction {
  readonly name: string;
  /** `[ext4]` for a loaded module's function, null for the kernel's own. */
  readonly module: string | null;
  /** Address of the kernel's first function, wherever this boot placed it. */
  readonly kernelStart: number;
}

const newline = 0x0a;
const space = 0x20;
/** Below stand per-CPU offsets and other absolute values. Kernel addresses begin with set bits. */
const lowestAddress = 2 ** 47;
const textTypes = new Set(['T', 't', 'W', 'w'].map((letter) => letter.charCodeAt(0)));
const upperT = 'T'.charCodeAt(0);
const lowerT = 't'.charCodeAt(0);

/**
 * Reads the text of /proc/kallsyms: `ADDRESS TYPE NAME[\t[MODULE]]`. see: kernel/kallsyms.c s_show
 * A function reaches to the next symbol of any type, since no sizes are listed.
 */
export function parseKernelSymbols(text: Uint8Array): Result<KernelSymbols> {
  const lines = readLines(text);
  if (lines.address.length === 0) return err(hidden(text.length));
  const candidates = new SymbolCandidates();
  const names = candidates.addNames(text.map((byte) => (byte === newline ? 0 : byte)));
  const order = addressOrder(lines.address);
  const ends = nextAddresses(lines.address, order);
  for (const row of order) {
    const [type = 0, start = 0, nameAt = 0] = [lines.type[row], lines.address[row], lines.nameAt[row]];
    const limit = ends[row] ?? start;
    const size = limit - start;
    if (textTypes.has(type)) candidates.add({ start, size, limit, binding: bindingOf(type), names, nameAt });
  }
  return ok(symbolsOf(candidates.table()));
}

interface Lines {
  readonly address: number[];
  readonly type: number[];
  readonly nameAt: number[];
}

function readLines(text: Uint8Array): Lines {
  const lines: Lines = { address: [], type: [], nameAt: [] };
  for (let from = 0, to = text.indexOf(newline); to !== -1; from = to + 1, to = text.indexOf(newline, from)) {
    const typeAt = text.indexOf(space, from) + 1;
    const address = hexNumber(text, from, typeAt - 1);
    if (address === null || address < lowestAddress || typeAt + 2 >= to) continue;
    lines.address.push(address);
    lines.type.push(text[typeAt] ?? 0);
    lines.nameAt.push(typeAt + 2);
  }
  return lines;
}

/** For each line the next higher address of any line; a page beyond the last one, as perf does. */
function nextAddresses(addresses: readonly number[], order: Uint32Array): Float64Array {
  const next = new Float64Array(addresses.length);
  let above = (addresses[order.at(-1) ?? 0] ?? 0) + 4096;
  let current = above;
  for (const row of order.toReversed()) {
    const address = addresses[row] ?? 0;
    if (address !== current) above = current;
    current = address;
    next[row] = above;
  }
  return next;
}

function bindingOf(type: number): number {
  if (type === upperT) return 2;
  return type === lowerT ? 0 : 1;
}

function symbolsOf(table: SymbolTable): KernelSymbols {
  return {
    count: table.count,
    find: (address) => {
      const row = table.find(address);
      if (row === -1) return null;
      const [name = '', module = null] = table.nameOf(row).split('\t');
      return { name, module, kernelStart: table.startOf(0) };
    },
  };
}

function hidden(length: number): Problem {
  return problem('kernel-symbols-hidden', {
    what: 'kernel functions have no names',
    why: length === 0 ? '/proc/kallsyms is empty' : '/proc/kallsyms shows every address as 0 to this process',
    fix: 'sudo sysctl kernel.kptr_restrict=0 kernel.perf_event_paranoid=1, or run as root',
  });
}
