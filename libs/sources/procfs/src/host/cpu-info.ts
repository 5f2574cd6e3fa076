import { completeLines, malformed } from '@ai-perf/core-kernel-text';
import { err, ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readHostFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

export interface CpuInfo {
  readonly count: number;
  /** `model name` on x86; null where the file has none (arm64). */
  readonly model: string | null;
}

/** /proc/cpuinfo, which every architecture writes in its own way: only what they share. see: proc_cpuinfo(5) */
export function parseCpuInfo(text: string): Result<CpuInfo> {
  const lines = completeLines(text);
  const count = lines.filter((line) => /^processor\s*:\s*\d+$/.test(line)).length;
  if (count === 0) return err(malformed('/proc/cpuinfo', 'it lists no processor'));
  const model = lines.map((line) => /^model name\s*: (.+)$/.exec(line)?.[1]).find((name) => name !== undefined);
  return ok({ count, model: model ?? null });
}

export const readCpuInfo = (root: ProcRoot = '/proc'): Result<CpuInfo> => readHostFile(`${root}/cpuinfo`, parseCpuInfo);
