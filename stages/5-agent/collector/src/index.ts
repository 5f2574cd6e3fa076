// Takes snapshots of a host, watches what threads wait for, and finds who talks to whom.
export { openSession } from './session.ts';
export type { Clock, CollectorSession, SessionOptions } from './session.ts';
export { takeSnapshot } from './snapshot/take-snapshot.ts';
export type { SnapshotOptions } from './snapshot/take-snapshot.ts';
export { watchTasks } from './watch/watch-tasks.ts';
export type { WatchRequest } from './watch/watch-tasks.ts';
export { findPeerLinks } from './links/peer-links.ts';
export type { PeerLink, PeerLinks } from './links/peer-links.ts';
