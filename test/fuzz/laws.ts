import assert from "node:assert/strict";
import { milliValue, parseQuantity, value } from "../../api/quantity.ts";
import type { StoredDeployment, StoredReplicaSet } from "../../engine/controllers/deployment/shape.ts";
import type { Key, StoredObject } from "../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../engine/core/pods.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import type { Node } from "../../schemas/generated/types.ts";

/** Time goes on, and an object that is gone was there. */
export function timeGoesOn({ versions, actions, events, outcome, from, to }: Trace): void {
  assert.ok(Number.isFinite(from) && Number.isFinite(to) && from <= to && outcome.at <= to);
  for (const row of [versions, actions, events]) {
    const times = row.map(({ at }) => at);
    assert.ok(times.every((at, i) => Number.isFinite(at) && (i === 0 || at >= times[i - 1]!)));
  }
  const there = new Set<string>();
  for (const { key, object } of versions) {
    assert.ok(object !== undefined || there.has(key), `${key} is gone and was never there`);
    if (object) there.add(key);
    else there.delete(key);
  }
}

/** A pod that has a node keeps it. */
export function podsStay({ versions }: Trace): void {
  const nodes = new Map<string, string>();
  for (const { key, object } of versions) {
    const { nodeName } = object?.kind === "Pod" ? (object as StoredPod).spec : {};
    if (!object || nodeName === undefined || nodeName === "") continue;
    const uid = object.metadata.uid;
    assert.equal(nodeName, nodes.get(uid) ?? nodeName, `${key} moves`);
    nodes.set(uid, nodeName);
  }
}

/** The scheduler puts a pod only where it fits beside those that are there: by what its containers request, and by the number of pods. */
export function nodesHold({ versions, placements }: Trace): void {
  const now = new Map<Key, StoredObject>();
  const assumed = new Map<Key, string>();
  let seen = 0;
  for (const { pod, decision, after } of placements) {
    for (const { key, object } of versions.slice(seen, Math.max(seen, after)))
      if (object) now.set(key, object);
      else [now, assumed].forEach((known) => known.delete(key));
    seen = Math.max(seen, after);
    if (decision.is !== "placed") continue;
    assumed.set(pod, decision.node);
    const node = now.get(`Node//${decision.node}`) as unknown as Node | undefined;
    const on = [...now].filter(([key, object]) => object.kind === "Pod" && nodeOf(object as StoredPod, assumed.get(key)) === decision.node);
    const pods = on.map(([, object]) => object as StoredPod).filter((one) => !isFinished(one));
    const placed = now.get(pod) as StoredPod | undefined;
    assert.ok(node && placed, `${pod} is placed on ${decision.node}, which is there`);
    for (const resource of ["cpu", "memory"]) {
      if (requested(placed, resource) === 0) continue;
      const sum = pods.reduce((total, one) => total + requested(one, resource), 0);
      assert.ok(sum <= amount(node.status?.allocatable?.[resource]) * (1 + 1e-9), `${pod} is more ${resource} than ${decision.node} has`);
    }
    assert.ok(pods.length <= amount(node.status?.allocatable?.["pods"]) / 1000, `${pod} is one pod too many on ${decision.node}`);
  }
}

function nodeOf({ spec }: StoredPod, assumed: string | undefined): string | undefined {
  return spec.nodeName ?? assumed;
}

function requested({ spec }: StoredPod, resource: string): number {
  return (spec.containers ?? []).reduce((sum, { resources }) => sum + amount(resources?.requests?.[resource]), 0);
}

/** In thousandths; what is no quantity is nothing. */
function amount(text: string | number | undefined): number {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  if (!quantity) return 0;
  return value(quantity) > 1e12 ? value(quantity) * 1000 : milliValue(quantity);
}

/** All ReplicaSets of a Deployment together are never larger than the Deployment ever asked for, with its surge. */
export function rolloutsStayBounded({ versions }: Trace): void {
  const most = new Map<string, number>();
  const sizes = new Map<Key, { readonly of: string; readonly size: number }>();
  for (const { key, object } of versions) {
    if (object?.kind === "Deployment")
      most.set(object.metadata.uid, Math.max(most.get(object.metadata.uid) ?? 0, mostOf(object as StoredDeployment)));
    if (!key.startsWith("ReplicaSet/")) continue;
    const of = object?.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
    if (!object || of === undefined) sizes.delete(key);
    else sizes.set(key, { of, size: (object as StoredReplicaSet).spec.replicas ?? 0 });
    const limit = of === undefined ? undefined : most.get(of);
    const sum = [...sizes.values()].reduce((total, one) => (one.of === of ? total + one.size : total), 0);
    assert.ok(limit === undefined || sum <= limit, `${sum} pods where ${limit} is the most: ${key}`);
  }
}

function mostOf({ spec: { replicas = 1, strategy } }: StoredDeployment): number {
  const surge = strategy?.type === "Recreate" ? 0 : (strategy?.rollingUpdate?.maxSurge ?? 0);
  return replicas + (typeof surge === "number" ? surge : Math.ceil((replicas * Number.parseInt(surge, 10)) / 100));
}
