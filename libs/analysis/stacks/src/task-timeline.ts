import type { MmapEvent, TaskEvent } from '@ai-perf/core-model';
import { AddressSpace } from './address-space.ts';
import { mappingOf } from './mapping.ts';

// Processes that have ended are kept a while, for samples of other rings that arrive after the exit.
const endedKept = 4096;

/** Replays task events: at each moment what every process has mapped and every thread is called. */
export class TaskTimeline {
  readonly #spaces = new Map<number, AddressSpace>();
  readonly #comms = new Map<number, string>();
  readonly #ended: { readonly tgid: number; readonly space: AddressSpace | undefined }[] = [];

  apply(event: TaskEvent): void {
    switch (event.kind) {
      case 'mmap':
        this.#map(event);
        break;
      case 'comm':
        // exec drops the old program's mappings and the other threads. see: fs/exec.c begin_new_exec
        if (event.exec) this.#spaces.set(event.tgid, new AddressSpace());
        this.#comms.set(event.tid, event.comm);
        break;
      case 'fork':
        this.#fork(event);
        break;
      case 'exit':
        if (event.tid === event.tgid) this.#end(event.tgid);
        else this.#comms.delete(event.tid);
        break;
    }
  }

  space(tgid: number): AddressSpace | null {
    return this.#spaces.get(tgid) ?? null;
  }

  /** Name of a thread; `:TID` where nothing told it, as perf prints it. */
  comm(tgid: number, tid: number): string {
    if (tid === 0) return 'swapper';
    return this.#comms.get(tid) ?? this.#comms.get(tgid) ?? `:${tid}`;
  }

  #map(event: MmapEvent): void {
    const space = this.#spaces.get(event.tgid) ?? new AddressSpace();
    this.#spaces.set(event.tgid, space);
    space.map(mappingOf(event));
  }

  #fork({ tgid, tid, parentTgid, parentTid }: Extract<TaskEvent, { kind: 'fork' | 'exit' }>): void {
    const comm = this.#comms.get(parentTid) ?? this.#comms.get(parentTgid);
    if (comm === undefined) this.#comms.delete(tid);
    else this.#comms.set(tid, comm);
    if (tgid !== parentTgid) this.#spaces.set(tgid, this.#spaces.get(parentTgid)?.copy() ?? new AddressSpace());
  }

  #end(tgid: number): void {
    this.#ended.push({ tgid, space: this.#spaces.get(tgid) });
    const oldest = this.#ended.length > endedKept ? this.#ended.shift() : undefined;
    // The number may belong to another process by now: that one has another space.
    if (oldest === undefined || this.#spaces.get(oldest.tgid) !== oldest.space) return;
    this.#spaces.delete(oldest.tgid);
    this.#comms.delete(oldest.tgid);
  }
}
