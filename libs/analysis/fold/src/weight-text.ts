import { as, formatBytes, formatNanoseconds, formatRatio, ratio } from '@ai-perf/core-units';
import type { Bytes, Nanoseconds } from '@ai-perf/core-units';
import type { BoxTable, FlameFrame } from './flame-tree.ts';
import { frameOf, totalWeight } from './flame-tree.ts';

/** `1234567` -> `1,234,567`. */
export function countText(value: number): string {
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** A weight with its unit: `1.50 s`, `2.0 MiB`, `1,234 samples`. */
export function weightText(value: number, unit: string): string {
  if (unit === 'nanoseconds') return formatNanoseconds(as<Nanoseconds>(value));
  if (unit === 'bytes') return formatBytes(as<Bytes>(value));
  return `${countText(value)} ${value === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`;
}

const kindText: Readonly<Record<FlameFrame['kind'], string>> = {
  root: '',
  thread: 'thread',
  kernel: 'kernel',
  user: '',
  jit: 'jit',
};

/** What a box says when it is asked: `burn (service, inlined): 1.50 s, 149 samples, 42.1 %`. Not escaped. */
export function rowText(tree: BoxTable, row: number): string {
  const frame = frameOf(tree, row);
  const total = tree.total[row] ?? 0;
  const where = [moduleText(frame), kindText[frame.kind], frame.inlined ? 'inlined' : ''].filter((part) => part !== '');
  const samples =
    tree.samples === null || tree.unit === 'samples' ? [] : [weightText(tree.samples[row] ?? 0, 'samples')];
  const share = formatRatio(ratio(total, totalWeight(tree)));
  const figures = [weightText(total, tree.unit), ...samples, share].join(', ');
  return `${frame.name}${where.length === 0 ? '' : ` (${where.join(', ')})`}: ${figures}`;
}

/** Last part of the module's path; empty where there is none, or where `[kernel.kallsyms]` would say `kernel` twice. */
export function moduleText(frame: FlameFrame): string {
  if (frame.module === null || frame.module === '[kernel.kallsyms]') return '';
  return frame.module.slice(frame.module.lastIndexOf('/') + 1);
}
