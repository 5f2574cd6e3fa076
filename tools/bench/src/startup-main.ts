// The process of `npm run bench:startup`.
import { startupCommand } from './startup/startup.ts';

const stop = new AbortController();
process.on('SIGINT', () => stop.abort('SIGINT'));
process.exitCode = await startupCommand(process.argv.slice(2), stop.signal);
