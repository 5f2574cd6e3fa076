/** A line of Debian kernels: how its newest package is found, and where it is when this release does not have it. */
export interface KernelLine {
  readonly line: string;
  /** Matches the names of its signed, ordinary (not cloud, not real-time) amd64 packages. */
  readonly packages: RegExp;
  /** Release whose index is fetched into a private apt state; null: the index of this machine. */
  readonly release: { readonly suite: string; readonly repository: 'main' | 'security' } | null;
}

export const kernelLines: readonly KernelLine[] = [
  {
    line: '5.10',
    packages: /^linux-image-5\.10\.0-\d+-amd64$/,
    release: { suite: 'bullseye-security', repository: 'security' },
  },
  { line: '6.1', packages: /^linux-image-6\.1\.0-\d+-amd64$/, release: null },
  { line: '6.12', packages: /^linux-image-6\.12\.\d+\+deb12-amd64$/, release: null },
  { line: '7.2', packages: /^linux-image-7\.2\.\d+(\+deb\d+)?-amd64$/, release: { suite: 'sid', repository: 'main' } },
];

/** The newest of several package names of one line: by their numbers, from left to right. */
export function newestPackage(names: readonly string[]): string | null {
  const numbers = (name: string): number[] => (name.match(/\d+/g) ?? []).map(Number);
  const compare = (a: string, b: string): number => {
    const [left, right] = [numbers(a), numbers(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  };
  return [...names].sort(compare).at(-1) ?? null;
}
