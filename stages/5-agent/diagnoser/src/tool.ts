import { defineTool, facility, optionalFacility } from '@ai-perf/core-cli';
import { diagnosisSchema } from '@ai-perf/core-model';
import { runDiagnose } from './run.ts';
import { exitCodeOfVerdict } from './exit-code.ts';
import { optionsSchema } from './question.ts';
import { textOf } from './text.ts';

/**
 * `ai-perf diagnose`: the cause, the culprit and the function, with evidence; or that nothing is wrong; or what it
 * lacks.
 */
export const tool = defineTool({
  name: 'diagnose',
  summary: 'find why this host, a process or a command is slow, and prove it',
  stage: 5,
  needs: [
    facility('procfs'),
    optionalFacility('perf-event', 'cpu-clock, context-switches, page-faults'),
    optionalFacility('kernel-symbols'),
    optionalFacility('psi'),
    optionalFacility('cgroup'),
  ],
  cost:
    'about 6 % of one CPU during the window (2 CPUs, 100 processes: a snapshot a second, 20 looks a second at the ' +
    'threads of up to 16 processes, 99 samples a second and CPU), then half a second of CPU to name functions; 220 MB',
  examples: [
    ['ai-perf diagnose', 'why this host is slow, from five seconds of it; exit 0: no fault, 1: a fault, 3: undecided'],
    ['ai-perf diagnose -p 4321 -o report.html', 'why one process is slow, with a report and its flame graph'],
    ['ai-perf diagnose --duration 20s -- ./server --port 80', 'runs it for 20 s, says why it is slow, and ends it'],
  ],
  options: optionsSchema,
  output: diagnosisSchema,
  run: runDiagnose,
  render: { text: textOf },
  exitCode: exitCodeOfVerdict,
});
