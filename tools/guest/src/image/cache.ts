import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where unpacked kernels and initramfs images are kept between runs; safe to delete. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const base =
    env['AI_PERF_GUEST_CACHE'] ??
    join(env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? homedir(), '.cache'), 'ai-perf-guest');
  mkdirSync(base, { recursive: true });
  return base;
}

/** An unpacked kernel package. */
export interface KernelTree {
  readonly line: string;
  /** As uname -r says it. */
  readonly version: string;
  readonly image: string;
  /** Holds `<version>/kernel/...` and `<version>/modules.dep`. */
  readonly modules: string;
  readonly folder: string;
}

/** The kernel in an unpacked package folder, or null when it is incomplete. */
export function kernelIn(folder: string, line: string): KernelTree | null {
  const modules = ['lib/modules', 'usr/lib/modules'].map((path) => join(folder, path)).find(existsSync);
  const version = modules === undefined ? undefined : readdirSync(modules)[0];
  if (modules === undefined || version === undefined) return null;
  const image = join(folder, 'boot', `vmlinuz-${version}`);
  const complete = existsSync(image) && existsSync(join(modules, version, 'modules.dep'));
  return complete ? { line, version, image, modules, folder } : null;
}
