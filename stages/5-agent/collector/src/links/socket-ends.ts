import { readTcpSockets, readUnixSockets } from '@ai-perf/sources-procfs';
import type { TcpSocket, UnixSocket } from '@ai-perf/sources-procfs';
import type { CollectorSession } from '../session.ts';
import type { Endpoint } from './endpoints.ts';

/** By inode: what a socket is one end of. */
export type SocketEnds = ReadonlyMap<number, Pick<Endpoint, 'kind' | 'key' | 'side'>>;

const established = 1;

/** Connections inside the network namespace of one task whose both ends are here. */
export function readSocketEnds({ procRoot }: CollectorSession, tgid: number): SocketEnds {
  const tcp = readTcpSockets(procRoot, tgid);
  const unix = readUnixSockets(procRoot, tgid);
  return new Map([...(tcp.ok ? tcpEnds(tcp.value) : []), ...(unix.ok ? unixEnds(unix.value) : [])]);
}

export type Ends = [number, Pick<Endpoint, 'kind' | 'key' | 'side'>][];

/** The other end of a connection on this host has the same addresses the other way round. */
export function tcpEnds(sockets: readonly TcpSocket[]): Ends {
  return sockets.filter(({ state, inode }) => state === established && inode !== 0).map(({ local, remote, inode }) => {
    const isFirst = local < remote;
    const key = isFirst ? `${local} ${remote}` : `${remote} ${local}`;
    return [inode, { kind: 'tcp', key: `tcp ${key}`, side: isFirst ? 'a' : 'b' }];
  });
}

/**
 * /proc does not say who is at the other end of a unix socket (only netlink does, sock_diag(7)). socketpair(2) makes
 * its two sockets one after the other, so unnamed connected sockets with neighbouring inodes are taken for a pair.
 * see: net/socket.c __sys_socketpair()
 */
export function unixEnds(sockets: readonly UnixSocket[]): Ends {
  const inodes = sockets.filter(({ isConnected, name }) => isConnected && name === null).map(({ inode }) => inode);
  const ends: Ends = [];
  let first: number | null = null;
  for (const inode of inodes.sort((a, b) => a - b)) {
    if (first !== null && inode === first + 1) {
      const key = `unix ${first}`;
      ends.push([first, { kind: 'unix', key, side: 'a' }], [inode, { kind: 'unix', key, side: 'b' }]);
      first = null;
    } else {
      first = inode;
    }
  }
  return ends;
}
