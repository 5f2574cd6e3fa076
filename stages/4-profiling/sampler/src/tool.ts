import { defineTool, facility, optionalFacility } from '@ai-perf/core-cli';
import type { Io } from '@ai-perf/core-cli';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { options } from './options.ts';
import type { RecordOptions } from './options.ts';
import { checkWritable, writeProfiles } from './profile-file.ts';
import { recordProfile } from './record-profile.ts';
import { reportText } from './report-text.ts';
import { requestOf } from './request-of-options.ts';
import type { RecordRequest } from './request.ts';
import { recordOutput, summarise } from './summary.ts';
import type { RecordOutput } from './summary.ts';

export const tool = defineTool({
  name: 'record',
  summary: 'Sample the stacks of a process, a command or the whole host into a profile',
  stage: 4,
  needs: [
    facility('perf-event'),
    optionalFacility('perf-hardware'),
    optionalFacility('kernel-symbols'),
    optionalFacility('tracepoint'),
  ],
  cost:
    'a sample costs its CPU about 6 us and this process 3 us (9 us with --call-graph dwarf): under 0.1 % of a busy ' +
    'CPU at 99 Hz (medians at 9,999 Hz on a virtual machine with 2 CPUs, interleaved); then the naming',
  examples: [
    ['ai-perf record -F 99 -o profile.json.gz -- ./program', 'profiles a program from its first instruction on'],
    ['ai-perf record -p 1234 --duration 10s --call-graph dwarf', 'a running process built without frame pointers'],
    ['ai-perf record -a -e page-faults -c 100 --duration 5s', 'who causes page faults, on the whole host'],
  ],
  options,
  output: recordOutput,
  run,
  render: { text: reportText },
  exitCode: ({ command }) => (command === null || command.endedByUs ? 0 : command.status),
});

async function run(asked: RecordOptions, io: Io): Promise<Result<RecordOutput>> {
  const request = requestOf(asked);
  if (!request.ok) return request;
  const writable = asked.output === undefined ? ok(undefined) : checkWritable(asked.output);
  if (!writable.ok) return writable;
  sayHowItEnds(request.value, io);
  const recording = await recordProfile(request.value, io);
  if (!recording.ok) return recording;
  const files = asked.output === undefined ? ok([]) : await writeProfiles(asked.output, recording.value.profiles);
  return files.ok ? ok(summarise(recording.value, files.value)) : files;
}

function sayHowItEnds({ target, duration }: RecordRequest, io: Io): void {
  if (io.isTerminal && target.kind !== 'command' && duration === null) io.err.write('recording; Ctrl-C ends it\n');
}
