import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../image/cache.ts';
import { kernelOf } from '../image/kernel.ts';
import { Guest } from './guest.ts';

const selfTestMs = 15_000;

/**
 * The accelerator that can be trusted: `kvm` only when /dev/kvm opens and a guest under it ran a command to its end.
 * The answer is kept for this host kernel: a stock guest can hang under a KVM that opens.
 */
export async function trustedAccelerator(asked: string, say: (text: string) => void): Promise<'tcg' | 'kvm'> {
  if (asked !== 'auto') return asked === 'kvm' ? 'kvm' : 'tcg';
  const note = join(cacheFolder(), `kvm-${release()}`);
  if (!existsSync(note)) writeFileSync(note, (await kvmWorks()) ? 'kvm' : 'tcg');
  const answer = readFileSync(note, 'utf8') === 'kvm' ? 'kvm' : 'tcg';
  if (answer === 'tcg') say('KVM did not pass its self-test; emulating');
  return answer;
}

async function kvmWorks(): Promise<boolean> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return false;
  }
  const kernel = await kernelOf('6.1', () => undefined);
  if (!kernel.ok) return false;
  const shape = { cpus: 1, memoryMegabytes: 512, accelerator: 'kvm', writable: [], gdbSocket: null } as const;
  const guest = await Guest.boot(kernel.value, shape, AbortSignal.timeout(selfTestMs));
  if (!guest.ok) return false;
  const nothing = (): void => undefined;
  const command = { words: ['true'], folder: '/', env: {}, stdout: nothing, stderr: nothing, timeoutMs: selfTestMs };
  const ran = await guest.value.run(command);
  await guest.value.close();
  return ran.ok && ran.value === 0;
}
