import { readEventfdId } from '@ai-perf/sources-procfs';
import type { Descriptor } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { SocketEnds } from './socket-ends.ts';

/** What a descriptor is one end of. Two of one key are peers when their sides differ, or are `both`. */
export interface Endpoint {
  readonly tgid: number;
  readonly kind: 'pipe' | 'fifo' | 'tcp' | 'unix' | 'eventfd';
  readonly key: string;
  readonly side: 'a' | 'b' | 'both';
  /** A descriptor of the process that is this end. */
  readonly number: number;
}

/** The ends that one descriptor is: none for most files, two for a pipe opened for reading and writing. */
export function endpointsOf(
  session: CollectorSession,
  tgid: number,
  descriptor: Descriptor,
  sockets: SocketEnds,
): readonly Endpoint[] {
  const { kind, inode, target, number } = descriptor;
  if (kind === 'pipe') return flowEnds(tgid, 'pipe', descriptor);
  if (kind === 'socket') {
    const end = sockets.get(inode ?? 0);
    return end === undefined ? [] : [{ ...end, tgid, number }];
  }
  if (target === 'anon_inode:[eventfd]') return eventfdEnd(session, tgid, number);
  // Named pipes have a path like any file: which of them are pipes is asked of the few that match.
  return kind === 'file' ? flowEnds(tgid, 'fifo', descriptor) : [];
}

function flowEnds(tgid: number, kind: 'pipe' | 'fifo', { target, number, reads, writes }: Descriptor): Endpoint[] {
  const end = { tgid, kind, key: target, number };
  const reading: Endpoint[] = reads ? [{ ...end, side: 'a' }] : [];
  return writes ? [...reading, { ...end, side: 'b' }] : reading;
}

function eventfdEnd(session: CollectorSession, tgid: number, number: number): Endpoint[] {
  const id = readEventfdId(tgid, number, session.procRoot);
  if (!id.ok || id.value === null) return [];
  return [{ tgid, kind: 'eventfd', key: `eventfd ${id.value}`, side: 'both', number }];
}
