// What the life-cycle scenes share: the addon itself, loaded without its TypeScript.
import { createRequire } from 'node:module';
import { readdirSync, readlinkSync } from 'node:fs';

const require = createRequire(import.meta.url);
export const { PerfSession } = require('../build/Release/perf_event.node');

/** Page faults (or the dummy event) of user space, with a record for each. */
export function attributes({ config = 2n, watermark = 0 } = {}) {
  const view = new DataView(new ArrayBuffer(112));
  view.setUint32(0, 1, true);
  view.setUint32(4, 112, true);
  view.setBigUint64(8, config, true);
  view.setBigUint64(16, 1n, true);
  view.setBigUint64(24, 1n << 16n, true);
  view.setBigUint64(40, (1n << 5n) | (1n << 14n), true);
  view.setUint32(48, watermark, true);
  return new Uint8Array(view.buffer);
}

export function perfDescriptors() {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('perf_event');
    } catch {
      return false;
    }
  }).length;
}
