import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { Nanoseconds } from '@ai-perf/core-units';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool, facility, optionFlags, runTool, toolSchemas } from './index.ts';
import type { AnyTool, Io } from './index.ts';

interface Held {
  readonly io: Io;
  out(): string;
  err(): string;
}

function heldIo(env: Record<string, string> = {}): Held {
  const text = { out: '', err: '' };
  return {
    io: {
      out: { write: (part) => void (text.out += part) },
      err: { write: (part) => void (text.err += part) },
      clock: { monotonic: () => 0 as Nanoseconds, unixNanoseconds: () => 0n },
      signal: new AbortController().signal,
      isTerminal: false,
      columns: 80,
      colour: false,
      env,
    },
    out: () => text.out,
    err: () => text.err,
  };
}

const options = z.object({
  frequency: z.coerce
    .number()
    .int()
    .positive()
    .default(99)
    .meta({ flags: '-F, --frequency <hertz>', description: 'samples a second' }),
  event: z.array(z.string()).default([]).meta({ flags: '-e, --event <name>', description: 'event, may be repeated' }),
  command: z.array(z.string()).default([]).meta({ argument: '[command...]', description: 'program to run' }),
});

const output = z.object({ frequency: z.number(), event: z.array(z.string()), command: z.array(z.string()) });

function echo(change: Partial<AnyTool> = {}): AnyTool {
  return {
    ...defineTool({
      name: 'echo',
      summary: 'Says what it was asked',
      stage: 1,
      needs: [facility('procfs')],
      cost: 'nothing',
      options,
      output,
      run: async (asked) => ok(asked),
      render: { text: (said) => `${said.frequency} ${said.event.join('+')} ${said.command.join(' ')}\n` },
    }),
    ...change,
  };
}

test('words after the command belong to the command, as with perf record', async () => {
  const held = heldIo();
  expect(await runTool(echo(), ['-F', '7', '-e', 'a', '-e', 'b', 'ls', '-F', '1'], held.io)).toBe(0);
  expect(held.out()).toBe('7 a+b ls -F 1\n');
});

test('a tool that runs no command takes options after its argument too', async () => {
  const held = heldIo();
  const one = z.object({
    file: z.string().meta({ argument: '<file>', description: 'input' }),
    title: z.string().default('').meta({ flags: '--title <text>', description: 'title' }),
  });
  const reader = echo({
    options: one,
    run: async (asked: unknown) => ok(asked),
    render: { text: (said) => JSON.stringify(said) },
  });
  expect(await runTool(reader, ['in.json', '--title', 'x'], held.io)).toBe(0);
  expect(held.out()).toBe('{"file":"in.json","title":"x"}');
});

test('a double dash ends the options', async () => {
  const held = heldIo();
  await runTool(echo(), ['--', '-F'], held.io);
  expect(held.out()).toBe('99  -F\n');
});

test('--json prints one document and nothing else', async () => {
  const held = heldIo();
  await runTool(echo(), ['--json'], held.io);
  expect(JSON.parse(held.out())).toEqual({ frequency: 99, event: [], command: [] });
  expect(held.err()).toBe('');
});

test('--json holds no character that a terminal would obey', async () => {
  const held = heldIo();
  await runTool(echo(), ['--json', '\u009b31m\u202e\u001b'], held.io);
  expect(held.out().replace(/\n/g, '')).toMatch(/^[ -~]*$/);
  expect(JSON.parse(held.out())).toMatchObject({ command: ['\u009b31m\u202e\u001b'] });
});

test('a stream with --json is one line a value', async () => {
  const held = heldIo();
  async function* run(): AsyncIterable<Result<unknown>> {
    yield ok({ n: 1 });
    yield ok({ n: 2 });
  }
  await runTool(echo({ run }), ['--json'], held.io);
  expect(held.out()).toBe('{"n":1}\n{"n":2}\n');
});

test('an option that is not a number is wrong usage, said with what to type next', async () => {
  const held = heldIo();
  expect(await runTool(echo(), ['-F', 'fast'], held.io, 'ai-perf echo')).toBe(2);
  expect(held.err()).toMatch(/^ai-perf echo: option frequency is not usable: .+\n {2}try: ai-perf echo --help\n$/);
});

test('an unknown option is wrong usage', async () => {
  expect(await runTool(echo(), ['--frobnicate'], heldIo().io)).toBe(2);
});

test('a problem of the host exits 3 and is escaped', async () => {
  const held = heldIo();
  const run = async (): Promise<Result<unknown>> =>
    err(problem('gone', { what: 'cannot look at \u001b[31m', why: 'gone', fix: '' }));
  expect(await runTool(echo({ run }), [], held.io)).toBe(3);
  expect(held.err()).toBe('echo: cannot look at \\e[31m: gone\n');
});

test('a problem may carry the status that a shell has for it', async () => {
  const missing = { ...problem('command-missing', { what: 'cannot run x', why: 'not found', fix: '' }), exitCode: 127 };
  expect(await runTool(echo({ run: async () => err(missing) }), [], heldIo().io)).toBe(127);
});

test('a tool knows that stdout is for JSON alone', async () => {
  const seen: unknown[] = [];
  const run = async (_: unknown, io: Io): Promise<Result<unknown>> => {
    seen.push(io.json);
    return ok({});
  };
  const tool = echo({ run, render: { text: () => '' } });
  await runTool(tool, ['--json'], heldIo().io);
  await runTool(tool, [], heldIo().io);
  expect(seen).toEqual([true, false]);
});

test('a bug of ours exits 4 and shows its stack only when asked', async () => {
  const run = (): never => {
    throw new Error('boom');
  };
  const quiet = heldIo();
  expect(await runTool(echo({ run }), [], quiet.io)).toBe(4);
  expect(quiet.err()).not.toContain('run.test.ts');
  const loud = heldIo({ AI_PERF_DEBUG: '1' });
  await runTool(echo({ run }), [], loud.io);
  expect(loud.err()).toContain('run.test.ts');
});

test('the exit code of a tool is the greatest that its outputs ask for', async () => {
  async function* run(): AsyncIterable<Result<unknown>> {
    yield ok(1);
    yield ok(0);
  }
  const tool = echo({ run, render: { text: () => '' }, exitCode: (value: unknown) => Number(value) });
  expect(await runTool(tool, [], heldIo().io)).toBe(1);
});

test('help names every option, the cost and the exit codes', async () => {
  const held = heldIo();
  expect(await runTool(echo(), ['--help'], held.io)).toBe(0);
  for (const part of [
    '-F, --frequency <hertz>',
    '(default: 99)',
    '-e, --event <name>',
    '--json',
    'Cost: nothing',
    'Exit: 0',
  ]) {
    expect(held.out()).toContain(part);
  }
});

test('a flag that does not spell its option is a bug found at once', () => {
  const wrong = echo({
    options: z.object({ period: z.string().optional().meta({ flags: '--count <n>', description: '' }) }),
  });
  return expect(runTool(wrong, [], heldIo().io)).resolves.toBe(4);
});

test('the schema for tool calling carries the descriptions', () => {
  const { input } = toolSchemas(echo()) as { input: { properties: Record<string, { description: string }> } };
  expect(input.properties['frequency']?.description).toBe('samples a second');
  expect(optionFlags(echo()).map((option) => option.name)).toEqual(['frequency', 'event', 'command']);
});
