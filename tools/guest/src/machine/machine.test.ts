import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandScript, quote } from './command-script.ts';
import { StreamEnd } from './stream-end.ts';

test('every word reaches the command as it was typed', () => {
  const words = ['printf', '%s|', "it's", '$HOME', 'a b', '', '`id`', '\n', '*', '\\'];
  const said = execFileSync('sh', ['-c', commandScript(words, '/', {})]).toString();
  expect(said).toBe(words.slice(2).map((word) => `${word}|`).join(''));
});

test('only what a program looks for is passed of the environment', () => {
  const script = commandScript(['env'], '/', { PATH: '/bin', SECRET: 'x', AI_PERF_DEBUG: "1'2" });
  expect(script).toBe(`export PATH='/bin'\nexport AI_PERF_DEBUG=${quote("1'2")}\ncd '/' || exit 126\nexec 'env'\n`);
});

test('a stream is passed on to the byte and ends at its token, however it is cut', () => {
  const sent = Buffer.from('hello ENDING worldEND');
  for (let cut = 0; cut <= sent.length; cut += 1) {
    const got: Buffer[] = [];
    let ended = 0;
    const stream = new StreamEnd('worldEND', (bytes) => got.push(bytes), () => (ended += 1));
    stream.push(sent.subarray(0, cut));
    stream.push(sent.subarray(cut));
    expect([Buffer.concat(got).toString(), ended]).toEqual(['hello ENDING ', 1]);
  }
});

test('what was held back is not lost when the guest dies', () => {
  const got: Buffer[] = [];
  const stream = new StreamEnd('token', (bytes) => got.push(bytes), () => undefined);
  stream.push(Buffer.from('tok'));
  stream.flush();
  expect(Buffer.concat(got).toString()).toBe('tok');
});
