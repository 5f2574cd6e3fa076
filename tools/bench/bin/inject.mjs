#!/usr/bin/env node
import { injectCommand } from '../dist/index.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort(signal));
process.exitCode = await injectCommand(process.argv.slice(2), stop.signal);
