import type { MmapEvent, TaskEvent } from '@ai-perf/core-model';
import type { Nanoseconds } from '@ai-perf/core-units';
import { miscBit, recordType } from './abi.ts';
import type { ByteReader } from './byte-reader.ts';

const protExec = 4;
const buildIdRoom = 20;

interface RecordHead {
  readonly type: number;
  readonly misc: number;
  /** Time of the trailer. */
  readonly at: Nanoseconds;
}

/**
 * MMAP, MMAP2, COMM, FORK or EXIT; null for other types. `reader` stands behind the header and ends before the trailer;
 * when it has `failed` afterwards the event is not to be used.
 */
export function readTaskRecord(reader: ByteReader, head: RecordHead): TaskEvent | null {
  switch (head.type) {
    case recordType.mmap:
      return readMmap(reader, head);
    case recordType.mmap2:
      return readMmap2(reader, head);
    case recordType.comm:
      return readComm(reader, head);
    case recordType.fork:
    case recordType.exit:
      return readForkOrExit(reader, head);
    default:
      return null;
  }
}

const i32 = (reader: ByteReader): number => reader.u32() | 0;

function readComm(reader: ByteReader, { misc, at }: RecordHead): TaskEvent {
  const tgid = i32(reader);
  const tid = i32(reader);
  return { kind: 'comm', at, tgid, tid, comm: reader.string(reader.left), exec: (misc & miscBit.commExec) !== 0 };
}

function readForkOrExit(reader: ByteReader, { type, at }: RecordHead): TaskEvent {
  const tgid = i32(reader);
  const parentTgid = i32(reader);
  const tid = i32(reader);
  const parentTid = i32(reader);
  // Its own `time` repeats the trailer's.
  reader.take(8);
  return { kind: type === recordType.fork ? 'fork' : 'exit', at, tgid, tid, parentTgid, parentTid };
}

type Range = Pick<MmapEvent, 'kind' | 'at' | 'tgid' | 'tid' | 'start' | 'length' | 'fileOffset'>;

function readRange(reader: ByteReader, at: Nanoseconds): Range {
  const tgid = i32(reader);
  const tid = i32(reader);
  return { kind: 'mmap', at, tgid, tid, start: reader.u64(), length: reader.u64(), fileOffset: reader.u64() };
}

function readMmap(reader: ByteReader, { misc, at }: RecordHead): MmapEvent {
  const range = readRange(reader, at);
  const executable = (misc & miscBit.mmapData) === 0;
  return { ...range, device: { major: 0, minor: 0 }, inode: 0n, buildId: null, executable, path: readPath(reader) };
}

function readMmap2(reader: ByteReader, { misc, at }: RecordHead): MmapEvent {
  const range = readRange(reader, at);
  const file = (misc & miscBit.mmapBuildId) === 0 ? readInode(reader) : readBuildId(reader);
  const executable = (reader.u32() & protExec) !== 0;
  reader.take(4);
  return { ...range, ...file, executable, path: readPath(reader) };
}

type FileIdentity = Pick<MmapEvent, 'device' | 'inode' | 'buildId'>;

function readInode(reader: ByteReader): FileIdentity {
  const device = { major: reader.u32(), minor: reader.u32() };
  const inode = reader.u64();
  reader.take(8);
  return { device, inode, buildId: null };
}

function readBuildId(reader: ByteReader): FileIdentity {
  const size = Math.min(reader.u8(), buildIdRoom);
  reader.take(3);
  const from = reader.take(buildIdRoom);
  const bytes = reader.failed ? new Uint8Array() : reader.bytes.subarray(from, from + size);
  const buildId = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { device: { major: 0, minor: 0 }, inode: 0n, buildId: buildId === '' ? null : buildId };
}

// What perf_event_mmap_event() calls "//anon" has no name in /proc/PID/maps either.
function readPath(reader: ByteReader): string {
  const path = reader.string(reader.left);
  return path === '//anon' ? '' : path;
}
