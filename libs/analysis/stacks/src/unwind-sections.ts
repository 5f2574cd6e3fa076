import { Cursor, readPointer, UnwindTable } from '@ai-perf/analysis-dwarf';
import type { ElfBytes, ElfModule } from '@ai-perf/analysis-symbols';

/** The call frame information of a file: by its sections, or by its segments where sections were stripped. */
export function unwindTableOf(elf: ElfModule): UnwindTable {
  const ehFrameHeader = elf.section('.eh_frame_hdr') ?? headerSegment(elf);
  const ehFrame = elf.section('.eh_frame') ?? behindHeader(elf, ehFrameHeader);
  const debugFrame = elf.section('.debug_frame');
  return new UnwindTable({
    ehFrame: ehFrame === null ? null : { kind: 'eh_frame', ...ehFrame },
    ehFrameHeader,
    debugFrame: debugFrame === null ? null : { kind: 'debug_frame', ...debugFrame },
  });
}

const ehFrameSegment = 0x6474e550;

function headerSegment(elf: ElfModule): ElfBytes | null {
  const segment = elf.layout.segments.find(({ type }) => type === ehFrameSegment);
  return segment === undefined ? null : elf.loadedFrom(segment.address);
}

/** The header begins with a version, three encodings and a pointer to .eh_frame. */
function behindHeader(elf: ElfModule, header: ElfBytes | null): ElfBytes | null {
  if (header === null) return null;
  const cursor = new Cursor(header.bytes, 1);
  const encoding = cursor.u8();
  cursor.skip(2);
  const address = readPointer(cursor, encoding, { section: header.address, data: header.address });
  return address === null ? null : elf.loadedFrom(address);
}
