import { completeLines, decimal, fieldsOf } from '@ai-perf/core-kernel-text';
import { ok } from '@ai-perf/core-result';
import type { Result } from '@ai-perf/core-result';
import { readHostFile, readTaskFile } from '../reading.ts';
import type { ProcRoot } from '../reading.ts';

/** A row of /proc/net/tcp or tcp6. see: proc_pid_net(5), net/ipv4/tcp_ipv4.c get_tcp4_sock() */
export interface TcpSocket {
  /** Address and port in the hex of the file: good for comparing, not for people. */
  readonly local: string;
  readonly remote: string;
  /** 1 established, 10 listening ... see: include/net/tcp_states.h */
  readonly state: number;
  /** 0 once the process has closed it. */
  readonly inode: number;
}

export function parseTcpSockets(text: string): Result<TcpSocket[]> {
  return ok(completeLines(text).slice(1).flatMap((line) => {
    const [, local = '', remote = '', state = '', , , , , , inode = ''] = fieldsOf(line);
    const number = decimal(inode);
    if (number === null || !/^[0-9A-F]{2}$/.test(state)) return [];
    return [{ local, remote, state: Number.parseInt(state, 16), inode: number }];
  }));
}

/** A row of /proc/net/unix. see: proc_pid_net(5), net/unix/af_unix.c unix_seq_show() */
export interface UnixSocket {
  readonly isConnected: boolean;
  readonly inode: number;
  /** Path, or `@name` of an abstract one; null for an unnamed one. */
  readonly name: string | null;
}

const unixRow = /^[^ ]+: (?:[0-9A-F]+ ){4}([0-9]{2}) +(\d{1,20})(?: (.*))?$/;

export function parseUnixSockets(text: string): Result<UnixSocket[]> {
  return ok(completeLines(text).slice(1).flatMap((line) => {
    const [, state = '', inode = '', name] = unixRow.exec(line) ?? [];
    return inode === '' ? [] : [{ isConnected: state === '03', inode: Number(inode), name: name ?? null }];
  }));
}

type Task = number | 'self';

const readerFor = (task: Task): typeof readTaskFile => (task === 'self' ? readHostFile : readTaskFile);

/** TCP sockets of both families in the network namespace of a task. */
export function readTcpSockets(root: ProcRoot = '/proc', task: Task = 'self'): Result<TcpSocket[]> {
  const four = readerFor(task)(`${root}/${task}/net/tcp`, parseTcpSockets);
  // Missing where IPv6 is switched off.
  const six = readerFor(task)(`${root}/${task}/net/tcp6`, parseTcpSockets);
  return four.ok && six.ok ? ok([...four.value, ...six.value]) : four;
}

export const readUnixSockets = (root: ProcRoot = '/proc', task: Task = 'self'): Result<UnixSocket[]> =>
  readerFor(task)(`${root}/${task}/net/unix`, parseUnixSockets);
