import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNodesV2 } from './index.mjs';

interface Project {
  readonly name?: string;
  readonly tags: readonly string[];
  readonly targets: Readonly<Record<string, { readonly command: string; readonly inputs?: readonly unknown[] }>>;
}

describe('projects', () => {
  let workspace: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'ai-perf-nx-'));
  });
  afterEach(() => rmSync(workspace, { recursive: true }));

  function projectsOf(...paths: string[]): Record<string, Project> {
    for (const path of paths) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), '{}');
    }
    const [, create] = createNodesV2 as unknown as [string, CreateNodes];
    const markers = paths.filter((path) => /package\.json$|\.bpf\.c$|Kbuild$/.test(path));
    const results = create(markers, undefined, { workspaceRoot: workspace });
    return Object.assign({}, ...results.map(([, { projects }]) => projects)) as Record<string, Project>;
  }
  type CreateNodes = (
    files: readonly string[],
    options: undefined,
    context: { workspaceRoot: string },
  ) => [string, { projects: Record<string, Project> }][];

  test.each([
    ['libs/core/units', 'layer:core'],
    ['libs/sources/procfs', 'layer:source'],
    ['libs/analysis/rates', 'layer:analysis'],
    ['libs/views/table', 'layer:view'],
    ['native/perf-event', 'layer:native'],
    ['stages/1-foundations/mytop', 'layer:tool'],
    ['stages/4-profiling/sampler', 'layer:tool'],
    ['stages/5-agent/agent', 'layer:agent'],
    ['tools/bench', 'layer:tooling'],
    ['docs', 'layer:docs'],
  ])('%s is %s, whatever its package.json says', (folder, tag) => {
    expect(projectsOf(`${folder}/package.json`)[folder]?.tags).toEqual([tag]);
  });

  test('a package in a folder where none may stand is no project', () => {
    expect(projectsOf('libs/core/deep/er/package.json', 'stages/6-more/x/package.json')).toEqual({});
  });

  test('targets come from the files that stand in the folder', () => {
    const projects = projectsOf(
      'native/ring/package.json',
      'native/ring/tsconfig.json',
      'native/ring/binding.gyp',
      'bpf/execsnoop/execsnoop.bpf.c',
      'kernel-modules/percpu-ring/Kbuild',
      'libs/core/units/package.json',
    );
    const targets = Object.entries(projects).map(([folder, project]) => [folder, Object.keys(project.targets)]);
    expect(Object.fromEntries(targets)).toEqual({
      'native/ring': ['test', 'build-native'],
      'bpf/execsnoop': ['build-bpf'],
      'kernel-modules/percpu-ring': ['build-module'],
      'libs/core/units': [],
    });
    expect(projects['bpf/execsnoop']?.name).toBe('bpf-execsnoop');
  });

  test('what a compiler makes depends on its version', () => {
    const projects = projectsOf('native/ring/package.json', 'native/ring/binding.gyp', 'kernel-modules/own/Kbuild');
    expect(projects['native/ring']?.targets['build-native']?.inputs).toContain('compilers');
    expect(projects['kernel-modules/own']?.targets['build-module']?.inputs).toContain('kernelHeaders');
  });

  test('build, lint and test stand once, at the root', () => {
    expect(Object.keys(projectsOf('package.json')['.']?.targets ?? {})).toEqual(['build', 'lint', 'test']);
  });
});
