import assert from "node:assert/strict";
import type { StoredDeployment, StoredReplicaSet } from "../../../engine/controllers/deployment/shape.ts";
import { controllerOf, type Key, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { isAvailable, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import type { DaemonSet, Job, ReplicaSet, StatefulSet } from "../../../schemas/generated/types.ts";
import { activePodsOf, allOf, changesOf } from "./law.ts";
import { isAllUp } from "./pods.ts";

/** All ReplicaSets of a Deployment together are never larger than the Deployment ever asked for, with its surge. */
export function rolloutsStayBounded({ versions }: Trace): void {
  const most = new Map<string, number>();
  const sizes = new Map<Key, { readonly of: string; readonly size: number }>();
  for (const { key, object } of versions) {
    if (object?.kind === "Deployment")
      most.set(object.metadata.uid, Math.max(most.get(object.metadata.uid) ?? 0, mostOf(object as StoredDeployment)));
    if (!key.startsWith("ReplicaSet/")) continue;
    const of = object && controllerOf(object)?.uid;
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

/** What counts its own pods never counts more of them as ready than have all their containers ready. */
export function readyCountsAreTrue(trace: Trace): void {
  for (const { at, now, isLast } of changesOf(trace)) {
    if (!isLast) continue;
    for (const [key, object] of now) {
      const counted = counts[object.kind]?.(object as never);
      if (!counted) continue;
      const ready = allOf<StoredPod>(now, "Pod").filter((pod) => controllerOf(pod)?.uid === object.metadata.uid && isReady(pod) && isAllUp(pod));
      assert.ok(counted <= ready.length, `${key} counts ${counted} ready pods at ${at - trace.from}, and there are ${ready.length}`);
    }
  }
}

const counts: Readonly<Record<string, (object: never) => number | undefined>> = {
  ReplicaSet: ({ status }: Stored<ReplicaSet>) => status.readyReplicas,
  ReplicationController: ({ status }: Stored<ReplicaSet>) => status.readyReplicas,
  StatefulSet: ({ status }: Stored<StatefulSet>) => status.readyReplicas,
  DaemonSet: ({ status }: Stored<DaemonSet>) => status.numberReady,
};

/** A DaemonSet has one pod on a node, or two if it may surge. */
export function daemonsStayAlone(trace: Trace): void {
  for (const { at, now, isLast } of changesOf(trace)) {
    if (!isLast) continue;
    for (const set of allOf<Stored<DaemonSet>>(now, "DaemonSet")) {
      const most = (set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0) === 0 ? 1 : 2;
      const nodes = activePodsOf(set, now).map(nodeOfDaemon);
      for (const node of new Set(nodes)) {
        const there = nodes.filter((one) => one === node).length;
        assert.ok(node === undefined || there <= most, `${set.metadata.name} has ${there} pods on ${node} at ${at - trace.from}`);
      }
    }
  }
}

/** The node that a DaemonSet's pod has, or is made for. */
function nodeOfDaemon({ spec }: StoredPod): string | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0];
}

/** A StatefulSet that makes its pods in order makes one only when those before it are all there and available. */
export function orderIsKept(trace: Trace): void {
  for (const { at, key, before, after, now } of changesOf(trace)) {
    if (before || after?.kind !== "Pod") continue;
    const owner = controllerOf(after);
    const set = owner && now.get(`${owner.kind}/${after.metadata.namespace}/${owner.name}`);
    if (set?.kind !== "StatefulSet" || set.metadata.uid !== owner?.uid) continue;
    const { podManagementPolicy, minReadySeconds = 0, ordinals } = (set as Stored<StatefulSet>).spec;
    if (podManagementPolicy === "Parallel") continue;
    const parse = (name: string): number => Number(name.slice(set.metadata.name.length + 1));
    for (let i = ordinals?.start ?? 0; i < parse(after.metadata.name); i++) {
      const one = now.get(`Pod/${after.metadata.namespace}/${set.metadata.name}-${i}`) as StoredPod | undefined;
      const isThere = one && !isTerminating(one) && isAvailable(one, minReadySeconds, at);
      assert.ok(isThere, `${key} is made before ${i} is available`);
    }
  }
}

/** A Job never has more successes than it asks for, nor more pods at work than it may; once it is over it stays so, and makes no more pods. */
export function jobsStayBounded(trace: Trace): void {
  const most = mostOfJobs(trace);
  for (const { key, before, after, now, isLast } of changesOf(trace)) {
    if (after?.kind === "Job") {
      const { status, metadata } = after as Stored<Job>;
      const { successes } = most.get(metadata.uid)!;
      assert.ok((status.succeeded ?? 0) <= successes, `${key} has ${status.succeeded} successes of ${successes}`);
      if (before?.metadata.uid === metadata.uid && isOver(before as Stored<Job>)) assert.ok(isOver(after as Stored<Job>), `${key} was over`);
    }
    if (after?.kind === "Pod" && !before) assert.ok(!isOver(jobOf(after, now)), `${key} is made for a Job that is over`);
    if (!isLast) continue;
    for (const job of allOf<Stored<Job>>(now, "Job")) {
      const active = activePodsOf(job, now).length;
      assert.ok(active <= most.get(job.metadata.uid)!.parallelism, `${job.metadata.name} has ${active} pods at work`);
    }
  }
}

/** The most successes and pods that each Job ever asked for, by its uid. Without `completions` each of its pods may succeed. */
function mostOfJobs({ versions }: Trace): ReadonlyMap<string, { readonly successes: number; readonly parallelism: number }> {
  const most = new Map<string, { successes: number; parallelism: number }>();
  for (const { object } of versions) {
    if (object?.kind !== "Job") continue;
    const { metadata, spec } = object as Stored<Job>;
    const before = most.get(metadata.uid) ?? { successes: 0, parallelism: 0 };
    const parallelism = Math.max(before.parallelism, spec.parallelism ?? 1);
    most.set(metadata.uid, { successes: Math.max(before.successes, spec.completions ?? parallelism), parallelism });
  }
  return most;
}

function jobOf(pod: StoredObject, now: ReadonlyMap<Key, StoredObject>): Stored<Job> | undefined {
  return allOf<Stored<Job>>(now, "Job").find(({ metadata }) => metadata.uid === controllerOf(pod)?.uid);
}

function isOver(job: Stored<Job> | undefined): boolean {
  return job?.status.conditions?.some(({ type, status }) => (type === "Complete" || type === "Failed") && status === "True") ?? false;
}
