import { differences } from "../../core/differences.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { perOwner } from "../perOwner.ts";
import { revisionNameOf } from "./members.ts";
import { ordinalOf, type StoredStatefulSet } from "./shape.ts";

/**
 * The pods of a StatefulSet by ordinal, with their counts. It is kept between syncs and updated by changes: otherwise a StatefulSet that replaces
 * a thousand pods one by one would visit a million pods.
 */
export class PodIndex {
  pods: readonly StoredPod[] = [];
  readonly byOrdinal = new Map<number, StoredPod>();
  /** Pods whose identity, claims and readiness must be checked. */
  readonly unsettled = new Set<StoredPod>();
  /** How many pods run and are ready. */
  up = 0;
  private readonly counts = new Map<string | undefined, number>();
  private spec: object | undefined;
  private claims: readonly object[] = [];

  /** The pods that were claimed in the last sync; none if the set's spec has changed since. */
  known({ spec }: StoredStatefulSet): readonly StoredPod[] {
    return this.spec === spec ? this.pods : [];
  }

  /** Updates the index with the pods of this sync. All are checked again if the StatefulSet's spec or a claim has changed. */
  update(set: StoredStatefulSet, pods: readonly StoredPod[], claims: readonly object[]): void {
    for (const { was, is } of differences(this.pods, pods)) {
      if (was) this.remove(set, was);
      if (is) this.add(set, is);
    }
    // Two names may have one ordinal, such as web-1 and web-01: the younger pod counts.
    if (this.byOrdinal.size < pods.length) for (const pod of pods) this.byOrdinal.set(ordinalOf(set, pod), pod);
    if (this.spec !== set.spec || this.claims !== claims) for (const pod of pods) this.unsettled.add(pod);
    [this.pods, this.spec, this.claims] = [pods, set.spec, claims];
  }

  /** How many pods of a revision are not terminating. */
  countOf(revision: string): number {
    return this.counts.get(revision) ?? 0;
  }

  private add(set: StoredStatefulSet, pod: StoredPod): void {
    this.byOrdinal.set(ordinalOf(set, pod), pod);
    this.unsettled.add(pod);
    this.count(pod, 1);
  }

  private remove(set: StoredStatefulSet, pod: StoredPod): void {
    const ordinal = ordinalOf(set, pod);
    if (this.byOrdinal.get(ordinal) === pod) this.byOrdinal.delete(ordinal);
    this.unsettled.delete(pod);
    this.count(pod, -1);
  }

  private count(pod: StoredPod, by: 1 | -1): void {
    if (isUp(pod)) this.up += by;
    const revision = revisionNameOf(pod);
    if (!isTerminating(pod)) this.counts.set(revision, (this.counts.get(revision) ?? 0) + by);
  }
}

/** Whether the pod runs and is ready. */
export function isUp(pod: StoredPod): boolean {
  return pod.status.phase === "Running" && isReady(pod);
}

/** The index of a StatefulSet's pods, kept from one sync to the next. */
export const podIndexOf = perOwner(() => new PodIndex());
