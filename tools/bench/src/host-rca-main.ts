// The process of `npm run bench:host-rca`.
import { hostRcaCommand } from './host-rca/run/bench.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));
process.exitCode = await hostRcaCommand(process.argv.slice(2), stop.signal, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
