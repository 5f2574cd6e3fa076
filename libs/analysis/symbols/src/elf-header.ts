import type { ByteSource } from '@ai-perf/core-model';
import { err, ok, problem } from '@ai-perf/core-result';
import type { Problem, Result } from '@ai-perf/core-result';
import { ByteView } from './byte-view.ts';

/** The fields of Elf64_Ehdr that lead to the rest. see: elf(5) */
export interface ElfHeader {
  readonly type: number;
  readonly machine: number;
  /** Address of the first instruction; 0 in a library. */
  readonly entry: number;
  readonly segments: Table;
  readonly sections: Table;
  readonly sectionNames: number;
}

interface Table {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

const headerSize = 64;
const magic = 0x46_4c_45_7f;

export function readElfHeader(source: ByteSource): Result<ElfHeader> {
  const view = new ByteView(source.read(0, headerSize));
  const refused = whyNotElf64(view);
  if (refused !== null) return err(refused);
  return ok({
    type: view.u16(16),
    machine: view.u16(18),
    entry: view.u64(24),
    segments: { offset: view.u64(32), entrySize: view.u16(54), count: view.u16(56) },
    sections: { offset: view.u64(40), entrySize: view.u16(58), count: view.u16(60) },
    sectionNames: view.u16(62),
  });
}

function whyNotElf64(view: ByteView): Problem | null {
  if (view.length < 20 || view.u32(0) !== magic) return notElf('it does not begin with 7f 45 4c 46');
  if (view.u8(4) === 1) {
    return problem('elf-32-bit', {
      what: 'no symbols for a 32-bit program',
      why: 'the file is ELF32 and only ELF64 is read',
      fix: 'profile a 64-bit build of the program',
    });
  }
  if (view.u8(4) !== 2 || view.u8(5) !== 1) return notElf('its class or byte order is not 64-bit little-endian');
  return view.length < headerSize ? notElf('it ends inside its header') : null;
}

function notElf(why: string): Problem {
  return problem('not-elf', {
    what: 'no symbols: the file is not a readable ELF64 file',
    why,
    fix: 'check the file with: readelf -h FILE',
  });
}
