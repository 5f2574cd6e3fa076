// node docs/record/transcripts.mjs: runs the tools on workloads that know their truth, and writes docs/recorded/*.txt.
// Needs a built workspace, root, gcc and perf.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@ai-perf/tools-workloads';
import { record, root } from './transcript.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ai-perf-record-'));
const judges = [['perf', ['--version']], ['gcc', ['--version']]];
const share = await compile({ program: 'share', framePointers: true });
if (!share.ok) throw new Error(share.problem.what);
copyFileSync(share.value, join(folder, 'share'));

// What is installed and built first differs from host to host.
const withoutSetUp = (text) => text.replace(/^bootstrap: .*\n/gm, '');

try {
  record('doctor', { folder, judges: [], steps: [{ shown: 'ai-perf doctor' }] });
  record('record', {
    folder,
    judges,
    steps: [
      { shown: 'ai-perf record -F 99 -o profile.json.gz -- ./share units=40000' },
      { shown: 'perf record -q -e cpu-clock -F 99 -g -o perf.data -- ./share units=40000' },
      {
        shown: 'perf report --stdio -i perf.data --no-children -g none --percent-limit 1',
        // Hints about perf itself and empty lines.
        keep: (text) => text.replace(/^# (?:\(Tip|To display).*\n?|^#?\s*\n/gm, ''),
      },
    ],
  });
  record('flamegraph', { folder, judges: [], steps: [{ shown: 'ai-perf flamegraph profile.json.gz' }] });
  const demo = { shown: 'npm run -s demo', keep: withoutSetUp };
  record('diagnose', { folder: root, judges: [['gcc', ['--version']]], steps: [demo] });
} finally {
  rmSync(folder, { recursive: true });
}
