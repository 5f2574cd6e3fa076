// What a case knows about itself: the typed truth that a verdict is scored against.
import type { Mechanism, Resource } from '@ai-perf/core-model';

export interface Label {
  readonly resource: Resource;
  readonly mechanism: Mechanism;
  readonly culprit: LabelCulprit;
  /** The function that is to be named, where the fault has one. */
  readonly site: { readonly function: string } | null;
}

export type LabelCulprit =
  | { readonly kind: 'process'; readonly tgid: number }
  | { readonly kind: 'process-set'; readonly tgids: readonly number[] }
  | { readonly kind: 'cgroup'; readonly cgroup: string }
  | { readonly kind: 'nobody' };
