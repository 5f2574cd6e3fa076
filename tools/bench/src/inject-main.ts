// The process of `npm run inject`.
import { injectCommand } from './host-rca/inject.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));
process.exitCode = await injectCommand(process.argv.slice(2), stop.signal);
