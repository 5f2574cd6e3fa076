// Targets of one folder, found by the files that stand in it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const markers = [
  [/^tsconfig\.json$/, 'test', test],
  [/^binding\.gyp$/, 'build-native', buildNative],
  [/\.bpf\.c$/, 'build-bpf', buildBpf],
  [/^Kbuild$/, 'build-module', buildModule],
];

/** Marker file -> target. `workspaceRoot` is absolute, `folder` relative to it. */
export function targetsOf(folder, workspaceRoot) {
  const names = readdirSync(join(workspaceRoot, folder));
  const found = markers.filter(([marker]) => names.some((name) => marker.test(name)));
  return Object.fromEntries(found.map(([, target, define]) => [target, define(folder)]));
}

// Unit and golden tests alone: they depend on their inputs and nothing else. The kinds that measure the machine
// are never cached and run from the root.
function test(folder) {
  return {
    command: `npx vitest run --passWithNoTests --project unit --project golden ${folder}/`,
    cache: true,
    inputs: ['default', '^default', 'compilers'],
    outputs: [],
  };
}

function buildNative(folder) {
  return {
    command: `node tools/native/src/build.mjs ${folder}`,
    cache: true,
    inputs: ['default', 'compilers', '{workspaceRoot}/tools/native/src/**/*'],
    outputs: ['{projectRoot}/build'],
  };
}

function buildBpf(folder) {
  return {
    command: `node tools/bpf/src/build.mjs ${folder}`,
    cache: true,
    inputs: ['default', '{workspaceRoot}/bpf/shared/**/*', '{workspaceRoot}/tools/bpf/src/**/*', 'bpfToolchain'],
    outputs: ['{projectRoot}/*.bpf.o'],
  };
}

// Kbuild writes beside its sources; what it leaves is listed in .gitignore.
// see: Documentation/kbuild/modules.rst
function buildModule(folder) {
  const headers = '/lib/modules/${KERNEL_RELEASE:-$(uname -r)}/build';
  return {
    command: `make -C ${headers} M=$PWD/${folder} modules`,
    cache: true,
    inputs: ['default', 'compilers', 'kernelHeaders'],
    outputs: ['{projectRoot}/*.ko'],
  };
}
