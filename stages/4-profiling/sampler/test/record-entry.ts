// What test/record-program.ts bundles.
import { processIo, runTool } from '@ai-perf/core-cli';
import { tool } from '../src/index.ts';

process.exitCode = await runTool(tool, process.argv.slice(2), processIo(process), 'record');
