import assert from "node:assert/strict";
import { scaled } from "../../../api/intOrString.ts";
import { matches } from "../../../api/selector.ts";
import { controllerOf, type Key, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { conditionOf, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import type { Deployment, EndpointSlice, PodDisruptionBudget, Service } from "../../../schemas/generated/types.ts";
import { allOf, changesOf } from "./law.ts";

/** The endpoints of a Service that are ready are pods that are ready and that nobody deletes, unless the Service wants all of them. */
export function endpointsAreReady(trace: Trace): void {
  for (const { at, now, isLast } of changesOf(trace)) {
    if (!isLast) continue;
    for (const { metadata, endpoints } of allOf<StoredObject & EndpointSlice>(now, "EndpointSlice")) {
      const { labels, namespace, name } = metadata;
      if (labels?.["endpointslice.kubernetes.io/managed-by"] !== "endpointslice-controller.k8s.io") continue;
      const service = now.get(`Service/${namespace}/${labels["kubernetes.io/service-name"]}`) as Stored<Service> | undefined;
      if (!service || service.spec.publishNotReadyAddresses) continue;
      for (const { conditions, targetRef } of endpoints ?? []) {
        if (!conditions?.ready) continue;
        const pod = now.get(`Pod/${namespace}/${targetRef?.name}`) as StoredPod | undefined;
        assert.ok(pod && isReady(pod) && !isTerminating(pod), `${name} offers ${targetRef?.name} at ${at - trace.from}, which is not ready`);
      }
    }
  }
}

/** An eviction of a ready pod leaves as many ready pods as its PodDisruptionBudget wants. */
export function budgetsAreKept(trace: Trace): void {
  for (const { key, before, after, now } of changesOf(trace)) {
    if (before?.kind !== "Pod" || isTerminating(before) || !isReady(before as StoredPod)) continue;
    const isEvicted = conditionOf((after ?? before) as StoredPod, "DisruptionTarget")?.reason === "EvictionByEvictionAPI";
    if (!isEvicted || (after && !isTerminating(after))) continue;
    const { namespace, labels } = before.metadata;
    for (const { metadata, spec } of allOf<Stored<PodDisruptionBudget>>(now, "PodDisruptionBudget")) {
      if (metadata.namespace !== namespace || !matches(spec.selector, labels)) continue;
      const pods = allOf<StoredPod>(now, "Pod").filter((pod) => pod.metadata.namespace === namespace && matches(spec.selector, pod.metadata.labels));
      const left = pods.filter((pod) => isReady(pod) && !isTerminating(pod)).length;
      const wanted = needed(spec, pods, now);
      assert.ok(left >= wanted, `${key} is evicted, and ${left} pods are left where ${metadata.name} wants ${wanted}`);
    }
  }
}

/** How many ready pods a budget wants. A share is one of the replicas that the owners of its pods ask for. */
function needed(
  { minAvailable, maxUnavailable }: PodDisruptionBudget["spec"] & object,
  pods: readonly StoredPod[],
  now: ReadonlyMap<Key, StoredObject>,
): number {
  if (typeof minAvailable === "number") return minAvailable;
  const owners = new Map(pods.flatMap((pod) => scaledOwnerOf(pod, now) ?? []).map((owner) => [owner.metadata.uid, owner]));
  const expected = [...owners.values()].reduce((sum, owner) => sum + ((owner as Stored<Deployment>).spec.replicas ?? 0), 0);
  if (minAvailable !== undefined) return scaled(minAvailable, expected, "up") ?? 0;
  return maxUnavailable === undefined ? 0 : expected - (scaled(maxUnavailable, expected, "up") ?? 0);
}

function scaledOwnerOf(object: StoredObject, now: ReadonlyMap<Key, StoredObject>): StoredObject | undefined {
  const owner = controllerOf(object);
  const found = owner && now.get(`${owner.kind}/${object.metadata.namespace}/${owner.name}`);
  return found && (scaledOwnerOf(found, now) ?? found);
}
