import { loadPerfEventAddon } from '../lib/index.ts';

/** What forbids even a counter of this process's own page faults here; null when nothing does. */
export function whyNoPerfEvents(): string | null {
  const addon = loadPerfEventAddon();
  if (!addon.ok) return `${addon.problem.what}: ${addon.problem.why}`;
  const session = new addon.value.PerfSession(() => undefined);
  try {
    session.open(userPageFaults(), 0, -1);
    return null;
  } catch (thrown) {
    return `perf events cannot be opened here: ${(thrown as Error).message}`;
  } finally {
    session.close();
  }
}

function userPageFaults(): Uint8Array {
  const bytes = new Uint8Array(112);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 1, true);
  view.setUint32(4, bytes.length, true);
  view.setBigUint64(8, 2n, true);
  // exclude_kernel
  view.setBigUint64(40, 1n << 5n, true);
  return bytes;
}
