import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../../workspace/packages.mjs';

const reporter = join(root, 'tools/checks/src/vitest-summary.ts');
const config = `export default { test: { include: ['**/*.test.ts'], reporters: ['default', '${reporter}'] } };`;
const passing = "import { test } from 'vitest';\ntest('is fine', () => {});\n";

describe('npm test', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ai-perf-run-'));
    mkdirSync(join(folder, 'src'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'vitest.config.ts'), config);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  interface Run {
    readonly status: number | null;
    readonly said: string;
    readonly last: string | undefined;
  }

  // The runner of this very test has told its workers who they are; the run inside must not believe it.
  const ofRunner = /^(VITEST|AI_PERF_TEST_SUMMARY|NODE_ENV)/;

  const run = (files: Record<string, string>): Run => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'src', name), text);
    const inherited = Object.entries(process.env).filter(([name]) => !ofRunner.test(name));
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'tools/checks/src/test-run.mjs')], {
      cwd: folder,
      encoding: 'utf8',
      env: Object.fromEntries(inherited),
    });
    return { status, said: stdout, last: stdout.trimEnd().split('\n').at(-1) };
  };

  test('a run of passes ends with its counts and status 0', () => {
    const { status, last } = run({ 'a.test.ts': passing });
    expect([status, last]).toEqual([0, '1 passed, 0 failed, 0 skipped']);
  });

  test('a skip is counted and printed with its reason', () => {
    const text = "import { test } from 'vitest';\ntest('needs root', (t) => t.skip('this user is not root'));\n";
    const { status, said, last } = run({ 'a.test.ts': passing, 'b.test.ts': text });
    expect([status, last]).toEqual([0, '1 passed, 0 failed, 1 skipped']);
    expect(said).toContain('needs root\n         this user is not root\n');
  });

  test('a failed test fails the run', () => {
    const text = "import { test } from 'vitest';\ntest('is not', () => { throw new Error('no'); });\n";
    const { status, last } = run({ 'a.test.ts': passing, 'b.test.ts': text });
    expect([status, last]).toEqual([1, '1 passed, 1 failed, 0 skipped']);
  });

  test('a file that does not load counts as one failure', () => {
    const { status, last } = run({ 'a.test.ts': passing, 'b.test.ts': "import './absent.ts';\n" });
    expect([status, last]).toEqual([1, '1 passed, 1 failed, 0 skipped']);
  });

  test('an error outside of any test fails the run', () => {
    const stray = "setTimeout(() => { throw new Error('stray'); }, 1);\nawait new Promise((r) => setTimeout(r, 50));\n";
    const { status, last } = run({ 'a.test.ts': passing + stray });
    expect([status, last]).toEqual([1, '1 passed, 1 failed, 0 skipped']);
  });
});
