import { differences } from "../../core/differences.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { perOwner } from "../perOwner.ts";
import { revisionNameOf } from "./members.ts";
import { ordinalOf, type StoredStatefulSet } from "./shape.ts";

/**
 * What is known of a set's pods. It is kept from one sync to the next, and follows those that changed: a set that replaces a thousand pods one by one
 * would have to look at a million otherwise.
 */
export class Roll {
  pods: readonly StoredPod[] = [];
  readonly byOrdinal = new Map<number, StoredPod>();
  /** Pods that were not found to be in order yet. */
  readonly unsettled = new Set<StoredPod>();
  /** How many run and are ready. */
  up = 0;
  private readonly staying = new Map<string | undefined, number>();
  private spec: object | undefined;
  private claims: readonly object[] = [];

  /** Those of this list that are known to be the set's, as long as it asks for the same. */
  known({ spec }: StoredStatefulSet): readonly StoredPod[] {
    return this.spec === spec ? this.pods : [];
  }

  /** Whether a pod is in order hangs on what the set asks for, and on the claims. */
  call(set: StoredStatefulSet, pods: readonly StoredPod[], claims: readonly object[]): void {
    for (const { was, is } of differences(this.pods, pods)) {
      if (was) this.strike(set, was);
      if (is) this.enter(set, is);
    }
    // Two names may say one ordinal, such as web-1 and web-01: the younger pod has the place.
    if (this.byOrdinal.size < pods.length) for (const pod of pods) this.byOrdinal.set(ordinalOf(set, pod), pod);
    if (this.spec !== set.spec || this.claims !== claims) for (const pod of pods) this.unsettled.add(pod);
    [this.pods, this.spec, this.claims] = [pods, set.spec, claims];
  }

  /** How many pods of a revision are there to stay. */
  stayingOf(revision: string): number {
    return this.staying.get(revision) ?? 0;
  }

  private enter(set: StoredStatefulSet, pod: StoredPod): void {
    this.byOrdinal.set(ordinalOf(set, pod), pod);
    this.unsettled.add(pod);
    this.count(pod, 1);
  }

  private strike(set: StoredStatefulSet, pod: StoredPod): void {
    const ordinal = ordinalOf(set, pod);
    if (this.byOrdinal.get(ordinal) === pod) this.byOrdinal.delete(ordinal);
    this.unsettled.delete(pod);
    this.count(pod, -1);
  }

  private count(pod: StoredPod, by: 1 | -1): void {
    if (isUp(pod)) this.up += by;
    const revision = revisionNameOf(pod);
    if (!isTerminating(pod)) this.staying.set(revision, (this.staying.get(revision) ?? 0) + by);
  }
}

export function isUp(pod: StoredPod): boolean {
  return pod.status.phase === "Running" && isReady(pod);
}

export const rollOf = perOwner(() => new Roll());
