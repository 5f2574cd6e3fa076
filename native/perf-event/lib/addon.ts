/** Number of an event in its session, as `open` gave it. */
export type EventSlot = number & { readonly __slot: 'perf-event' };

/**
 * A set of perf events. Every method throws `SystemError` (errno, code, syscall) when the kernel refuses, and TypeError
 * for a wrong argument or an event that is closed. All descriptors and mappings go with `close()` or with the object.
 */
export interface PerfSession {
  /** `perf_event_attr` as bytes; thread (0: the caller, -1: all) and CPU (-1: any). see: perf_event_open(2) */
  open(attr: Uint8Array, tid: number, cpu: number): EventSlot;
  /** Gives the event a ring of `pages` (a power of two) data pages. EPERM: beyond kernel.perf_event_mlock_kb. */
  map(event: EventSlot, pages: number): void;
  /** Makes `event` write into the ring of `into`; both must be of one CPU. PERF_EVENT_IOC_SET_OUTPUT. */
  redirect(event: EventSlot, into: EventSlot): void;
  /**
   * Lets the event cause wake-ups: its ring reached the watermark, or its tasks are gone. It must have a ring: of an
   * event without one the kernel always says that it hung up. see: perf_poll() in kernel/events/core.c
   */
  watch(event: EventSlot): void;
  /** The id that PERF_SAMPLE_IDENTIFIER shows for it and for the events that children inherit. */
  id(event: EventSlot): bigint;
  enable(event: EventSlot): void;
  disable(event: EventSlot): void;
  /** read(2): words in the order of `attr.read_format`; returns how many. */
  read(event: EventSlot, into: BigUint64Array): number;
  /** Moves whole records of the event's ring into `into` (64 KiB or more), oldest first; returns the bytes. */
  drain(event: EventSlot, into: Uint8Array): number;
  /** Watched events whose task and its children are gone. */
  hungUp(): number;
  closeEvent(event: EventSlot): void;
  /** Closes everything and lets the event loop end. Idempotent. */
  close(): void;
}

export interface PerfEventAddon {
  /** `onWake` is called at the loop's first turn and then once a wake-up, not once a record. */
  readonly PerfSession: new (onWake: () => void) => PerfSession;
}
