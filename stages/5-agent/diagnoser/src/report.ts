import { escapeTerminal } from '@ai-perf/core-text';
import type { Io } from '@ai-perf/core-cli';
import type { Result } from '@ai-perf/core-result';
import { loadPageAssets } from '@ai-perf/sources-assets';
import { writeFileAtomically } from '@ai-perf/sources-files';
import { reportPage } from '@ai-perf/views-report-html';
import type { Outcome } from './diagnose.ts';

/** Writes the diagnosis as one HTML page with its flame graph, whole or not at all. */
export async function writeReport(outcome: Outcome, path: string, io: Io): Promise<Result<void>> {
  const assets = await loadPageAssets();
  if (!assets.ok) return assets;
  const written = await writeFileAtomically(path, reportPage(outcome, assets.value));
  if (written.ok) io.err.write(`report: ${escapeTerminal(path)}\n`);
  return written;
}
