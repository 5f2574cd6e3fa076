// Every number that a rule compares with, and why it is that number. Parts of a CPU, of a window, of a count or of
// memory where that is possible, so that they hold on a small host and on a large one.

/** An absence of a sign has a limit, a presence has a scale (see grade.ts). */
export const thresholds = {
  cpu: {
    /** Taking or waiting for a CPU at least half the time, in every step of the window. */
    wanting: { from: 0.5, full: 0.7 },
    /**
     * Faults, bytes and sleeps of a loop that works on nothing new. A compiler or interpreter has 10 to 1000 times
     * these.
     */
    progressFaults: 300,
    progressBytes: 256 * 1024,
    progressGrowth: 1024 * 1024,
    /** CPU time between two sleeps, in seconds: work that comes in pieces, as requests do, is done in less. */
    turn: 2e-3,
  },
  runQueue: {
    /** A hog wants a CPU for at least this part of the window. */
    wanting: 0.75,
    /**
     * Equal hogs: none has less than this part of what the largest has. CFS and EEVDF share evenly between equal
     * weights.
     */
    equal: 0.5,
    /** Threads that wait for a CPU at any moment, per CPU. Half a waiter a CPU is every second turn delayed. */
    waitingPerCpu: { from: 0.25, full: 1.5 },
    /** CPUs they want, per CPU: who wants less than there are is not the reason that there are too few. */
    demandPerCpu: 1.2,
    /** What is left of the sign where the hogs work on something: too much work is a fault only for want of another. */
    atWork: 0.5,
    /** Where CPUs idle, something else than their number holds the waiters back. */
    idle: 0.1,
  },
  quota: {
    /** Part of the periods that end throttled. A burst may hit a limit once a second (1 of 10 periods) and be well. */
    throttled: { from: 0.1, full: 0.6 },
    /** Periods seen before a share of them means anything: half a second of the default 100 ms. */
    periods: 5,
  },
  lock: {
    /** Threads of one process asleep for one lock word, at any moment: one means that somebody is always waiting. */
    waiting: { from: 0.8, full: 4 },
    /**
     * Part of its threads that are not idle. A quarter of their time lost is felt; three quarters are a single file.
     */
    queueing: { from: 0.25, full: 0.75 },
    /** Below it nobody stands there for a third of the time, and parts of little are no queue. */
    some: 0.3,
    /** From this many on one word it is a queue, even if it does not move (a deadlock). */
    several: 1.5,
    /** Part of the voluntary sleeps that happen in a lock call, when sleeps are sampled. */
    sleeps: { from: 0.5, full: 0.9 },
    /** Below this rate of sleeps, sampling them says nothing about a convoy. */
    switches: 20,
  },
  pingPong: {
    /** Sleeps a second of each partner, at 1 to 3 us of kernel time a switch: 3,000 cost about 1 % of a CPU. */
    switches: { from: 3000, full: 50_000 },
    /** Strictly taking turns, the two sleep equally often. */
    alike: 0.8,
    /** CPU time of a turn: a turn of 50 us is 20 times the cost of the switch, and work rather than ping-pong. */
    turn: { from: 50e-6, full: 10e-6 },
    /** Part of all voluntary sleeps of the host that the pair makes: it must stand out. */
    share: 0.2,
  },
  descriptors: {
    /** Growth a second. At 2 a second the usual limit of 1,024 is reached in 8 minutes. */
    growth: { from: 2, full: 500 },
    /** Growth of the whole window, against a server's pool filling up. */
    gained: 10,
  },
  evenness: {
    /**
     * Least and largest step against the mean of the window. A leak follows a rate of requests and is even from second
     * to second; a program that starts, loads or works in phases is not: compilers vary tenfold.
     */
    least: 0.5,
    largest: 2,
    /** Steps below which evenness says nothing. */
    steps: 3,
  },
  leak: {
    /**
     * A program that computes for most of its first minute builds up its working set: seconds of age, and both the part
     * of a CPU that it wants and the part of its CPU time in user mode.
     */
    youth: 60,
    /**
     * Part of its CPU samples in code made at run time; seconds in which a heap is collected; what is left of the sign.
     */
    compiled: 0.05,
    collections: 60,
    collected: 0.5,
    building: 0.6,
    /** Time until the memory that is free now is used up: a day is no hurry, ten minutes is. */
    exhaustion: { from: 12 * 3600, full: 600 },
    /** Growth a second below which RSS accounting alone may explain it (per-CPU batches of 64 pages a thread). */
    growth: 512 * 1024,
  },
  minorFaults: {
    /** Faults a second of one process; at 0.5 to 1 us each, 20,000 are 1 to 2 % of a CPU. */
    rate: { from: 20_000, full: 300_000 },
    /** Part of the CPU time that the process spends in the kernel: handling faults is its main work. */
    system: { from: 0.4, full: 0.8 },
    /** Part of the faulted pages that are kept: memory that only comes and goes is not a leak. */
    kept: 0.2,
  },
  fsync: {
    /** Part of the time it sleeps, or of the times it goes to sleep, that is in a sync call. */
    waiting: { from: 0.25, full: 0.8 },
    /** Looks at a sleeping thread, and sampled sleeps, below which that part says nothing. */
    looks: 5,
    /** Part of what all processes send to storage that one sends while a device flushes: a reason to look closer. */
    writer: { from: 0.05, full: 0.9 },
    /** Flushes a second of the devices: fewer are an occasional commit (a journal commits every 5 s). */
    flushes: { from: 10, full: 200 },
    /** Sleeps of the process per flush: each sync call sleeps at least once, unless another one's flush serves it. */
    sleepsPerFlush: 0.3,
  },
  tinyWrites: {
    /** Calls a second; a call costs 0.2 to 1 us, so 20,000 are 1 % of a CPU. */
    calls: { from: 20_000, full: 500_000 },
    /** Mean bytes of a call: at 10 GB/s a call of 200 ns copies 2 KB, so below 64 the call is all the cost. */
    bytes: { from: 64, full: 2 },
    /** CPU that it takes or waits for: part of one CPU. */
    cpu: { from: 0.2, full: 0.8 },
    /** Sleeps per write. A writer that sleeps at every write talks to somebody; that is ping-pong. */
    sleeps: 0.2,
  },
  host: {
    /** Part of all CPUs in use from which a host without a fault is called busy. */
    busy: 0.3,
    /** Time a process waits for CPUs that others hold, from which they concern it: a fifth longer for the same work. */
    hurtful: 0.2,
    /** Stall shares that must not go unexplained. see: Documentation/accounting/psi.rst */
    unexplainedMemory: 0.1,
    unexplainedIo: 0.3,
    /** CPU time of no visible process (hidepid, short-lived children), part of all CPUs. */
    unseenCpu: 0.4,
  },
} as const;
