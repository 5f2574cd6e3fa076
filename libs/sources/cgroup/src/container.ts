/** Which container a group belongs to, as far as its path tells. */
export interface Container {
  readonly engine: 'docker' | 'podman' | 'containerd' | 'cri-o' | 'kubernetes' | 'lxc' | 'nspawn';
  /** 64 hex digits, or the name for lxc and nspawn. */
  readonly id: string;
  /** UID of the Kubernetes pod. */
  readonly pod: string | null;
}

const engines = [
  ['docker', /(?:^|\/)docker[/-]([0-9a-f]{64})(?:\.scope)?(?:\/|$)/],
  ['podman', /(?:^|\/)libpod-([0-9a-f]{64})(?:\.scope)?(?:\/|$)/],
  ['containerd', /(?:^|[/:])cri-containerd[-:]([0-9a-f]{64})(?:\.scope)?(?:\/|$)/],
  ['cri-o', /(?:^|\/)crio-([0-9a-f]{64})(?:\.scope)?(?:\/|$)/],
  ['kubernetes', /\/kubepods[^/]*\/(?:[^/]+\/)*([0-9a-f]{64})(?:\/|$)/],
  ['lxc', /(?:^|\/)lxc(?:\.payload)?[/.]([^/]+)/],
  ['nspawn', /(?:^|\/)machine\.slice\/(?:systemd-nspawn@|machine-)([^/]+?)\.(?:service|scope)(?:\/|$)/],
] as const;

const pod = /\/(?:kubepods[^/]*-)?pod([0-9a-f]{8}[-_](?:[0-9a-f]{4}[-_]){3}[0-9a-f]{12})(?:\.slice)?(?:\/|$)/;

/** Null for a group that is no container's. systemd writes the hyphens of a pod's UID as underscores. */
export function containerOf(path: string): Container | null {
  for (const [engine, pattern] of engines) {
    const id = pattern.exec(path)?.[1];
    if (id !== undefined) return { engine, id, pod: pod.exec(path)?.[1]?.replaceAll('_', '-') ?? null };
  }
  return null;
}
