// The process of `npm run demo`. Ctrl-C goes to the agent too, which then reports what it has seen so far.
import { demoCommand } from './demo.ts';

process.on('SIGINT', () => undefined);
process.exitCode = await demoCommand();
