import type { ByteSource } from '@ai-perf/core-model';
import { ByteView, textAt } from './byte-view.ts';
import { sectionBytes, segmentType } from './elf-layout.ts';
import type { ElfLayout } from './elf-layout.ts';

const buildIdNote = 3;
const maxNotes = 1024;
const maxNoteBytes = 1 << 20;

/** NT_GNU_BUILD_ID in lower-case hex, or null. see: elf(5) "Notes (Nhdr)" */
export function readBuildId(source: ByteSource, layout: ElfLayout): string | null {
  const places = [
    ...layout.segments.filter(({ type }) => type === segmentType.note),
    ...layout.sections.filter(({ name }) => name === '.note.gnu.build-id').map((s) => ({ ...s, fileSize: s.size })),
  ];
  for (const { offset, fileSize } of places) {
    const found = buildIdIn(new ByteView(source.read(offset, Math.min(fileSize, maxNoteBytes))));
    if (found !== null) return found;
  }
  return null;
}

function buildIdIn(view: ByteView): string | null {
  let at = 0;
  for (let seen = 0; seen < maxNotes && view.holds(at, 12); seen += 1) {
    const nameSize = view.u32(at);
    const textSize = view.u32(at + 4);
    const body = at + 12 + padded(nameSize);
    if (view.u32(at + 8) === buildIdNote && textAt(view.bytes, at + 12, 4) === 'GNU' && view.holds(body, textSize)) {
      return hex(view.bytes.subarray(body, body + textSize));
    }
    at = body + padded(textSize);
  }
  return null;
}

const padded = (size: number): number => Math.ceil(size / 4) * 4;
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** File name in .gnu_debuglink, or null. see: gdb manual, "Debugging Information in Separate Files" */
export function readDebugLink(source: ByteSource, layout: ElfLayout): string | null {
  const section = layout.sections.find(({ name }) => name === '.gnu_debuglink');
  if (section === undefined) return null;
  const name = textAt(sectionBytes(source, section), 0, 256);
  // A link is a name, never a way out of the folder.
  return name === '' || name.includes('/') ? null : name;
}
