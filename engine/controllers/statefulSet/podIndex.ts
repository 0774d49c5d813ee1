import { differences } from "../../core/differences.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { perOwner } from "../perOwner.ts";
import { revisionNameOf } from "./members.ts";
import { SortedNumbers } from "../../core/sortedNumbers.ts";
import { firstOrdinal, isWanted, ordinalOf, replicasOf, type StoredClaim, type StoredStatefulSet } from "./shape.ts";

/** The most pods that a sync creates. Only so many ordinals beyond the existing pods are considered. */
const burst = 500;

/**
 * The pods of a StatefulSet by ordinal, with their counts, and the ordinals that need work. It is kept between syncs and updated by changes: otherwise
 * a StatefulSet that replaces a thousand pods one by one would visit a million pods.
 */
export class PodIndex {
  pods: readonly StoredPod[] = [];
  readonly byOrdinal = new Map<number, StoredPod>();
  /** Wanted ordinals that have no pod, or whose pod's identity, claims and readiness must be checked. All others are steady. */
  readonly unsettled = new SortedNumbers();
  /** Wanted ordinals whose pod is not of the update revision, and is not terminating. */
  readonly outdated = new SortedNumbers();
  /** Ordinals of pods that are not wanted. */
  readonly beyond = new SortedNumbers();
  /** The first ordinal that is not considered. */
  end = 0;
  /** How many pods run and are ready. */
  up = 0;
  private readonly counts = new Map<string | undefined, number>();
  private spec: object | undefined;
  private revision: string | undefined;
  private claims: readonly StoredClaim[] = [];

  /** The pods that were claimed in the last sync; none if the set's spec has changed since. */
  known({ spec }: StoredStatefulSet): readonly StoredPod[] {
    return this.spec === spec ? this.pods : [];
  }

  /** Updates the index with the pods and claims of this sync. All pods are checked again if the StatefulSet's spec or its update revision has changed. */
  update(set: StoredStatefulSet, pods: readonly StoredPod[], claims: readonly StoredClaim[], revision: string): void {
    const isKept = this.spec === set.spec && this.revision === revision && this.hasOnePodEach;
    [this.spec, this.revision] = [set.spec, revision];
    if (!isKept) this.clear(firstOrdinal(set));
    for (const { was, is } of differences(this.pods, pods)) {
      if (was) this.remove(set, was);
      if (is) this.add(set, is);
    }
    this.pods = pods;
    // Two names may have one ordinal, such as web-1 and web-01: the younger pod counts.
    if (isKept && !this.hasOnePodEach) this.update(set, pods, claims, revision);
    this.stretch(firstOrdinal(set) + Math.min(replicasOf(set), this.byOrdinal.size + burst));
    if (set.spec.volumeClaimTemplates?.length) this.compareClaims(set, claims);
  }

  /** How many pods of a revision are not terminating. */
  countOf(revision: string): number {
    return this.counts.get(revision) ?? 0;
  }

  private get hasOnePodEach(): boolean {
    return this.byOrdinal.size === this.pods.length;
  }

  private clear(end: number): void {
    for (const ordinals of [this.byOrdinal, this.unsettled, this.outdated, this.beyond, this.counts]) ordinals.clear();
    [this.pods, this.end, this.up] = [[], end, 0];
  }

  private add(set: StoredStatefulSet, pod: StoredPod): void {
    const ordinal = ordinalOf(set, pod);
    const wanted = isWanted(set, ordinal);
    this.byOrdinal.set(ordinal, pod);
    this.unsettled.put(ordinal, wanted);
    this.outdated.put(ordinal, wanted && !isTerminating(pod) && revisionNameOf(pod) !== this.revision);
    this.beyond.put(ordinal, !wanted);
    this.count(pod, 1);
  }

  private remove(set: StoredStatefulSet, pod: StoredPod): void {
    const ordinal = ordinalOf(set, pod);
    this.byOrdinal.delete(ordinal);
    this.unsettled.put(ordinal, isWanted(set, ordinal) && ordinal < this.end);
    this.outdated.put(ordinal, false);
    this.beyond.put(ordinal, false);
    this.count(pod, -1);
  }

  private count(pod: StoredPod, by: 1 | -1): void {
    if (isUp(pod)) this.up += by;
    const revision = revisionNameOf(pod);
    if (!isTerminating(pod)) this.counts.set(revision, (this.counts.get(revision) ?? 0) + by);
  }

  /** Considers missing pods up to another ordinal. */
  private stretch(end: number): void {
    for (let ordinal = Math.min(end, this.end); ordinal < Math.max(end, this.end); ordinal++)
      if (!this.byOrdinal.has(ordinal)) this.unsettled.put(ordinal, ordinal < end);
    this.end = end;
  }

  /** Pods whose claims have changed are checked again. A claim's name ends with the ordinal. */
  private compareClaims(set: StoredStatefulSet, claims: readonly StoredClaim[]): void {
    for (const { was, is } of differences(this.claims, claims)) {
      const { name } = (is ?? was)!.metadata;
      const ordinal = Number(name.slice(name.lastIndexOf("-") + 1));
      if (this.byOrdinal.has(ordinal)) this.unsettled.put(ordinal, isWanted(set, ordinal));
    }
    this.claims = claims;
  }
}

/** Whether the pod runs and is ready. */
export function isUp(pod: StoredPod): boolean {
  return pod.status.phase === "Running" && isReady(pod);
}

/** The index of a StatefulSet's pods, kept from one sync to the next. */
export const podIndexOf = perOwner(() => new PodIndex());
