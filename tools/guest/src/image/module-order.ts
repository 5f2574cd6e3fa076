/** Modules that the guest's init loads itself: disk-less console ports, the host's tree, the overlay. */
export const initModules = ['virtio_pci', 'virtio_console', '9pnet_virtio', '9p', 'overlay'] as const;

const nameOf = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');

/**
 * Files to insmod, in order, so that `wanted` and all that they stand on are loaded; what is built into the kernel is
 * left out.
 * @param modulesDep text of modules.dep: `kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko ...`; see modules.dep(5)
 */
export function moduleOrder(modulesDep: string, wanted: readonly string[]): string[] {
  const rows = new Map<string, { readonly path: string; readonly needs: readonly string[] }>();
  for (const row of modulesDep.split('\n')) {
    const [path, rest] = row.split(':');
    if (path === undefined || rest === undefined) continue;
    rows.set(nameOf(path), { path, needs: rest.trim().split(/\s+/).filter((need) => need !== '') });
  }
  const ordered: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const row = rows.get(name);
    if (row === undefined || seen.has(name)) return;
    seen.add(name);
    for (const need of row.needs) visit(nameOf(need));
    ordered.push(row.path);
  };
  for (const name of wanted) visit(name);
  return ordered;
}
