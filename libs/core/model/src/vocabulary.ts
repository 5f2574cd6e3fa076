// The closed vocabulary of verdicts. A mechanism is only ever said together with its resource.

export const mechanismsOf = {
  cpu: ['spin', 'run-queue', 'priority-starvation', 'affinity', 'quota'],
  lock: ['mutex', 'mmap-lock', 'file-lock'],
  memory: [
    'false-sharing', 'leak', 'minor-faults', 'refault-thrash', 'swap-thrash', 'oom', 'slab', 'compaction', 'bandwidth',
    'dirty-throttle',
  ],
  scheduler: ['ping-pong', 'timer-storm', 'signal-storm'],
  process: ['exec-churn', 'zombies'],
  descriptor: ['leak'],
  file: ['tiny-writes', 'open-churn'],
  disk: ['fsync-storm', 'throttled', 'metadata-sync'],
  filesystem: ['tmpfs-full', 'frozen', 'full', 'inodes'],
  network: [
    'loss', 'shaping', 'accept-queue', 'connection-churn', 'port-exhaustion', 'dns-latency', 'receive-buffer',
    'slow-reader',
  ],
  runtime: ['gil', 'event-loop', 'gc', 'regex'],
  none: ['healthy', 'busy'],
  undecided: ['undecided'],
} as const satisfies Record<string, readonly string[]>;

export type Resource = keyof typeof mechanismsOf;
export type Mechanism = (typeof mechanismsOf)[Resource][number];

export const resources = Object.keys(mechanismsOf) as [Resource, ...Resource[]];
export const mechanisms = [...new Set(Object.values(mechanismsOf).flat())] as [Mechanism, ...Mechanism[]];
