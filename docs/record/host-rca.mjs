// node docs/record/host-rca.mjs [REPEATS]: records the fault bench, which takes about 12 s a case on a quiet host.
// Whatever the table says is written: a bench that is only shown when it shines is no bench.
import { record, root } from './transcript.mjs';

const repeats = process.argv[2] ?? '3';
const bench = { shown: `npm run -s bench:host-rca -- --repeats ${repeats}`, statuses: [0, 1], keep: withoutProgress };
record('diagnose-host-rca', { folder: root, judges: [['gcc', ['--version']]], steps: [bench] });

// The table begins at its heading; what goes before is said while one waits.
function withoutProgress(text) {
  const table = text.search(/^case\b/m);
  return table < 0 ? text : text.slice(table);
}
