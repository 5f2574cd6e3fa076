// The process of `npm run bench:detect`.
import { detectCommand } from './detect/detect.ts';

process.exitCode = detectCommand(process.argv.slice(2));
