import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import type { Result } from '@ai-perf/core-result';
import { err, ok, usageProblem } from '@ai-perf/core-result';
import { kernelOf } from './image/kernel.ts';
import { Guest } from './machine/guest.ts';
import { trustedAccelerator } from './machine/accelerator.ts';

const usage = `Usage: npm run --silent guest -- [options] COMMAND [ARGUMENTS]

Boots a stock Debian kernel under emulation, with this machine's files visible (read-only, changes go to
memory), runs COMMAND there as root and returns its exit status. No root, no network, no KVM needed.

  --kernel LINE    5.10, 6.1 (default), 6.12 or 7.2
  --cpus N         virtual CPUs (default 2; function tracers need 1)
  --memory MB      memory (default 2048)
  --rw PATH        let the guest change this folder of the host (may be repeated)
  --timeout S      cut a command that runs longer (default 600)
  --gdb            wait for gdb; prints the socket to attach to
  --keep           leave the console log and say where it is
  --accel MODE     tcg (default), kvm, or auto: kvm when its self-test passes
`;

const options = {
  kernel: { type: 'string', default: '6.1' },
  cpus: { type: 'string', default: '2' },
  memory: { type: 'string', default: '2048' },
  rw: { type: 'string', multiple: true, default: [] as string[] },
  timeout: { type: 'string', default: '600' },
  accel: { type: 'string', default: 'tcg' },
  gdb: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

interface Asked {
  readonly options: Options;
  readonly words: readonly string[];
}

// The command starts at the first word that is no option of ours; its own words are not looked at.
function parse(argv: readonly string[]): Result<Asked> {
  const valued = new Set(['--kernel', '--cpus', '--memory', '--rw', '--timeout', '--accel']);
  let at = 0;
  while (at < argv.length && (argv[at] ?? '').startsWith('-') && argv[at] !== '--')
    at += valued.has(argv[at] ?? '') ? 2 : 1;
  const words = argv.slice(argv[at] === '--' ? at + 1 : at);
  try {
    return ok({ options: parseArgs({ args: argv.slice(0, at) as string[], options }).values, words });
  } catch (thrown) {
    return err(
      usageProblem('bad-option', {
        what: 'wrong usage',
        why: (thrown as Error).message,
        fix: 'npm run guest -- --help',
      }),
    );
  }
}

/** `npm run guest`: resolves to the command's exit status, 2 for wrong usage, 3 when no guest can be had. */
export async function main(argv: readonly string[]): Promise<number> {
  const asked = parse(argv);
  if (!asked.ok) return complain(asked.problem);
  if (asked.value.options.help || asked.value.words.length === 0) {
    process.stdout.write(usage);
    return asked.value.options.help ? 0 : 2;
  }
  const kernel = await kernelOf(asked.value.options.kernel, say);
  if (!kernel.ok) return complain(kernel.problem);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort(name));
  const shape = await shapeOf(asked.value.options);
  const guest = await Guest.boot(kernel.value, shape, stop.signal);
  if (!guest.ok) return complain(guest.problem);
  stop.signal.addEventListener('abort', () => void guest.value.close());
  return runInside(guest.value, asked.value);
}

async function runInside(guest: Guest, { words, options: asked }: Asked): Promise<number> {
  const status = await guest.run({
    words,
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: (bytes) => process.stdout.write(bytes),
    stderr: (bytes) => process.stderr.write(bytes),
    timeoutMs: Number(asked.timeout) * 1000,
  });
  process.stdin.unpipe();
  process.stdin.pause();
  process.stdin.destroy();
  if (asked.keep) say(`console log:\n${guest.console()}`);
  await guest.close();
  return status.ok ? status.value : complain(status.problem);
}

async function shapeOf(asked: Options): Promise<Parameters<typeof Guest.boot>[1]> {
  const gdbSocket = asked.gdb ? `/tmp/ai-perf-guest-gdb-${process.pid}.sock` : null;
  if (gdbSocket !== null) say(`the guest waits: gdb -ex 'target remote ${gdbSocket}'`);
  return {
    cpus: Number(asked.cpus),
    memoryMegabytes: Number(asked.memory),
    accelerator: await trustedAccelerator(asked.accel, say),
    writable: asked.rw.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path)),
    gdbSocket,
  };
}

function say(text: string): void {
  process.stderr.write(`guest: ${text}\n`);
}

function complain(found: {
  readonly kind: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}): number {
  process.stderr.write(`guest: ${found.what}: ${found.why}\n  try: ${found.fix}\n`);
  return found.kind === 'usage' ? 2 : 3;
}
