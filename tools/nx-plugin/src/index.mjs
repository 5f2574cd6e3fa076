// The workspace's own Nx plugin. A package's layer tag comes from its path and its targets from its marker files:
// nobody writes a project.json, so nobody can write a wrong one.
// see: https://nx.dev/docs/extending-nx/project-graph-plugins
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layerOf } from '../../workspace/packages.mjs';
import { rootTargets } from './root-targets.mjs';
import { targetsOf } from './targets.mjs';

export const name = 'ai-perf-workspace';

// Markers that may stand without a package.json: a BPF tool and a kernel module are not npm packages.
const packages = 'package.json,{libs,native,stages,tools}/**/package.json,docs/package.json';
const kernelHalves = 'bpf/*/*.bpf.c,kernel-modules/*/Kbuild';

export const createNodesV2 = [
  `{${packages},${kernelHalves}}`,
  (files, _options, { workspaceRoot }) => {
    const folders = [...new Set(files.map((file) => dirname(file)))];
    return folders.flatMap((folder) => {
      const node = projectOf(folder, workspaceRoot);
      return node === null ? [] : [[join(folder, 'package.json'), { projects: { [folder]: node } }]];
    });
  },
];

function projectOf(folder, workspaceRoot) {
  if (folder === '.') return { name: 'ai-perf-agent', root: '.', tags: ['layer:root'], targets: rootTargets() };
  const layer = layerOf(folder) ?? layerWithoutPackage(folder);
  if (layer === null) return null;
  return {
    root: folder,
    ...(existsSync(join(workspaceRoot, folder, 'package.json')) ? {} : { name: folder.replace('/', '-') }),
    tags: [`layer:${layer}`],
    targets: targetsOf(folder, workspaceRoot),
  };
}

function layerWithoutPackage(folder) {
  if (folder.startsWith('bpf/')) return 'bpf';
  return folder.startsWith('kernel-modules/') ? 'kernel-module' : null;
}
