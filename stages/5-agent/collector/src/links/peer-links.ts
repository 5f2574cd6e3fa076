import { readlinkSync, statSync } from 'node:fs';
import { readDescriptors } from '@ai-perf/sources-procfs';
import { LimitBook } from '../limit-book.ts';
import type { CollectorSession } from '../session.ts';
import { endpointsOf } from './endpoints.ts';
import type { Endpoint } from './endpoints.ts';
import { readSocketEnds } from './socket-ends.ts';
import type { SocketEnds } from './socket-ends.ts';

/** Two processes that hold the two ends of a pipe, socket or eventfd. */
export interface PeerLink {
  /** Ascending. */
  readonly tgids: readonly [number, number];
  readonly kind: Endpoint['kind'];
}

export interface PeerLinks {
  readonly links: readonly PeerLink[];
  readonly limits: readonly string[];
}

/** Of one process. Its first ones: who talks a lot does so on what it opened early, and a leak is no talk. */
const mostDescriptors = 1024;

/** Which of these processes a pipe (named or not), a TCP or unix socket or an eventfd joins; each pair once a kind. */
export function findPeerLinks(session: CollectorSession, tgids: readonly number[]): PeerLinks {
  const limits = new LimitBook();
  const namespaces = new Map<string, SocketEnds>();
  const endpoints = tgids.flatMap((tgid) => endsOf(session, tgid, namespaces, limits));
  const links = new Map<string, PeerLink>();
  for (const [a, b] of [...byKey(endpoints).values()].flatMap(pairsOf)) {
    const [low, high] = a.tgid < b.tgid ? [a, b] : [b, a];
    const name = `${low.tgid} ${high.tgid} ${a.kind}`;
    if (links.has(name) || (a.kind === 'fifo' && !isFifo(session, a))) continue;
    links.set(name, { tgids: [low.tgid, high.tgid], kind: a.kind });
  }
  return { links: [...links.values()], limits: limits.lines() };
}

type Namespaces = Map<string, SocketEnds>;

function endsOf(
  session: CollectorSession,
  tgid: number,
  namespaces: Namespaces,
  limits: LimitBook,
): readonly Endpoint[] {
  const descriptors = readDescriptors(tgid, session.procRoot, mostDescriptors);
  if (!descriptors.ok) {
    limits.note('pipes and sockets of processes (/proc/PID/fd)', descriptors.problem);
    return [];
  }
  const needsSockets = descriptors.value.some(({ kind }) => kind === 'socket');
  const sockets = needsSockets ? socketsFor(session, tgid, namespaces) : new Map<number, never>();
  return descriptors.value.flatMap((descriptor) => endpointsOf(session, tgid, descriptor, sockets));
}

function socketsFor(session: CollectorSession, tgid: number, namespaces: Namespaces): SocketEnds {
  const namespace = networkNamespace(session, tgid);
  const known = namespaces.get(namespace) ?? readSocketEnds(session, tgid);
  namespaces.set(namespace, known);
  return known;
}

// `net:[4026531840]`; a process that may not be asked counts as one of its own.
function networkNamespace({ procRoot }: CollectorSession, tgid: number): string {
  try {
    return readlinkSync(`${procRoot}/${tgid}/ns/net`);
  } catch {
    return `process ${tgid}`;
  }
}

function byKey(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const group = groups.get(endpoint.key);
    if (group === undefined) groups.set(endpoint.key, [endpoint]);
    else group.push(endpoint);
  }
  return groups;
}

function pairsOf(ends: readonly Endpoint[]): (readonly [Endpoint, Endpoint])[] {
  return ends.flatMap((a, index) => ends.slice(index + 1).filter((b) => arePeers(a, b)).map((b) => [a, b] as const));
}

const arePeers = (a: Endpoint, b: Endpoint): boolean => a.tgid !== b.tgid && (a.side !== b.side || a.side === 'both');

// stat(2) of the file itself would hang on a dead network mount: it is asked only of what one reads and another writes.
function isFifo({ procRoot }: CollectorSession, { tgid, number }: Endpoint): boolean {
  try {
    return statSync(`${procRoot}/${tgid}/fd/${number}`).isFIFO();
  } catch {
    return false;
  }
}
