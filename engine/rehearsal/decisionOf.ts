import type { Key, StoredObject } from "../core/objects.ts";
import { createScheduler } from "../scheduler/scheduler.ts";
import type { Decision } from "../core/decision.ts";
import type { Placement, Trace } from "./trace.ts";

/** The scheduler's decision about every node when it placed a pod. It is computed again, with the cluster as it was at that time. */
export function decisionOf(trace: Trace, { pod, decision, after }: Placement): Decision {
  const scheduler = createScheduler({ explain: true });
  const cluster = clusterAfter(trace, after);
  const placed = cluster.get(pod);
  for (const [key, object] of cluster) if (key !== pod) scheduler.set(object);
  return placed ? scheduler.decide(placed) : decision;
}

/** The objects of the cluster after the first `count` versions. */
function clusterAfter({ versions }: Trace, count: number): Map<Key, StoredObject> {
  const cluster = new Map<Key, StoredObject>();
  for (const { key, object } of versions.slice(0, count)) {
    if (object) cluster.set(key, object);
    else cluster.delete(key);
  }
  return cluster;
}
