import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import type { KernelTree } from './cache.ts';
import { initModules, moduleOrder } from './module-order.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('@ai-perf/tools-guest/package.json'));
const initScript = join(packageFolder, 'src/init/init.sh');
const busybox = '/bin/busybox';

/**
 * Writes the guest's first root to `target`: busybox, the modules that reach the host's tree, and our init.
 * @param writable host folders that the guest may change
 */
export function writeInitramfs(kernel: KernelTree, writable: readonly string[], target: string): Result<void> {
  if (!existsSync(busybox)) return err(noBusybox);
  const root = mkdtempSync(`${target}.d-`);
  try {
    for (const folder of ['bin', 'sbin', 'proc', 'sys', 'dev', 'modules']) mkdirSync(join(root, folder));
    copyFileSync(busybox, join(root, 'bin/busybox'));
    copyFileSync(initScript, join(root, 'init'));
    execFileSync('chmod', ['755', join(root, 'init'), join(root, 'bin/busybox')]);
    const modules = copyModules(kernel, join(root, 'modules'));
    writeFileSync(join(root, 'guest.env'), environment(kernel, modules, writable));
    // see: Documentation/driver-api/early-userspace/buffer-format.rst
    execFileSync('sh', ['-c', 'find . | busybox cpio -o -H newc | gzip -1 >"$0"', `${target}.part`], {
      cwd: root,
      stdio: 'pipe',
    });
    renameSync(`${target}.part`, target);
    return ok(undefined);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

// From 6.12 on Debian's modules are packed with xz, which busybox's insmod does not read.
function copyModules(kernel: KernelTree, into: string): string[] {
  const tree = join(kernel.modules, kernel.version);
  return moduleOrder(readFileSync(join(tree, 'modules.dep'), 'utf8'), initModules).map((path) => {
    const name = basename(path).replace(/\.xz$/, '');
    if (path.endsWith('.xz')) execFileSync('sh', ['-c', 'xz -dc "$0" >"$1"', join(tree, path), join(into, name)]);
    else copyFileSync(join(tree, path), join(into, name));
    return name;
  });
}

function environment(kernel: KernelTree, modules: readonly string[], writable: readonly string[]): string {
  const tree = join(kernel.modules, kernel.version);
  return [
    `MODULES='${modules.join(' ')}'`,
    `KERNEL='${kernel.version}'`,
    `MODULE_TREE='${tree}'`,
    `WRITABLE='${writable.join(' ')}'`,
    '',
  ].join('\n');
}

const noBusybox = problem('no-busybox', {
  what: 'the guest has no first root',
  why: `${busybox} is not installed`,
  fix: 'apt-get install --no-install-recommends busybox-static qemu-system-x86',
});
