import { placeOf, tgidOf } from '../advice.ts';
import type { Advice, Remedy } from '../advice.ts';

const descriptorLeak: Remedy = {
  resource: 'descriptor',
  mechanism: 'leak',
  advise: ({ verdict }): Advice[] => [
    {
      action: 'Close what is opened on every path, the failing ones too; look at what the open descriptors are',
      reason: 'At the limit every open, accept and pipe fails with EMFILE',
      risk: 'None',
      expected: { value: 0, unit: '1/s', interval: [0, 1] },
      verify: `ls -l /proc/${tgidOf(verdict)}/fd | awk '{print $NF}' | sort | uniq -c | sort -rn | head`,
      sources: ['close(2)', 'getrlimit(2) RLIMIT_NOFILE'],
    },
    {
      action: 'To gain time until it is mended, raise its limit with prlimit(1), or restart it',
      reason: 'It fails when it reaches the limit, not before',
      risk: 'A higher limit only moves the failure to later',
      expected: null,
      verify: `grep "open files" /proc/${tgidOf(verdict)}/limits`,
      sources: ['prlimit(1)'],
    },
  ],
};

const tinyWrites: Remedy = {
  resource: 'file',
  mechanism: 'tiny-writes',
  advise: ({ verdict }): Advice[] => [
    {
      action:
        `Collect the bytes that ${placeOf(verdict, 'it')} writes in a buffer and write 4 KiB or more at a ` +
        'time (setvbuf, a buffered writer, writev)',
      reason: 'A call costs some hundred nanoseconds whether it carries one byte or four thousand',
      risk: 'What is in the buffer is lost when the process dies: flush where it must not be',
      expected: { value: 4096, unit: 'bytes', interval: [512, 1_048_576] },
      verify: `cat /proc/${tgidOf(verdict)}/io; sleep 5; cat /proc/${tgidOf(verdict)}/io`,
      sources: ['setvbuf(3)', 'writev(2)', 'proc_pid_io(5)'],
    },
  ],
};

export const fileRemedies: readonly Remedy[] = [descriptorLeak, tinyWrites];
