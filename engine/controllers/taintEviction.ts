import { sameValue } from "../../api/equal.ts";
import type { Node, Taint, Toleration } from "../../schemas/generated/types.ts";
import type { Controller, Memory, Sync, View } from "../core/controller.ts";
import { keyOfObject, type Millis, type KeyedRef, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { type StoredPod, withCondition } from "../core/pods.ts";
import { tolerates } from "../scheduler/nodeSelector.ts";
import { because } from "../core/why.ts";

/**
 * The taint eviction controller: deletes pods on nodes with NoExecute taints, at once if they do not tolerate the taint, or after `tolerationSeconds`.
 * It ignores PodDisruptionBudgets, and marks even pods that are terminating already.
 */
export const taintEviction: Controller = {
  name: "taint-eviction-controller",
  watches: ["Node", "Pod"],
  concerns({ key, before, after }, view) {
    const { kind, metadata } = (after ?? before)!;
    if (kind === "Pod") return matters(before as StoredPod | undefined, after as StoredPod | undefined, view) ? [key] : [];
    if (sameValue(taintsOf(before), taintsOf(after))) return [];
    const pods = view.store.list<StoredPod>("Pod").filter(({ spec }) => spec.nodeName === metadata.name);
    return pods.map(keyOfObject);
  },
  sync,
};

/** Only a pod's node and tolerations matter, and only on nodes with NoExecute taints. */
function matters(before: StoredPod | undefined, after: StoredPod | undefined, view: View): boolean {
  if (before?.spec.nodeName === after?.spec.nodeName && before?.spec.tolerations === after?.spec.tolerations) return false;
  return isOnTainted(before, view) || isOnTainted(after, view);
}

function isOnTainted(pod: StoredPod | undefined, view: View): boolean {
  return pod !== undefined && taintsOf(nodeOf(pod, view)).length > 0;
}

function* sync(ref: KeyedRef, view: View, memory: Memory): Sync {
  const pod = view.store.get<StoredPod>(ref);
  const tolerated = pod ? patience(pod, taintsOf(nodeOf(pod, view))) : Infinity;
  if (!pod || tolerated === Infinity) {
    memory.delete(ref.key);
    return;
  }
  // A deadline that was set stays, whatever is tolerated later, until no taint evicts the pod any more.
  const due = tolerated === "not at all" ? view.now : ((memory.get(ref.key) as Millis | undefined) ?? view.now + tolerated);
  if (due > view.now) {
    memory.set(ref.key, due);
    return { inMillis: due - view.now };
  }
  memory.delete(ref.key);
  yield* evict(pod, tolerated === "not at all" ? 0 : tolerated, view);
}

function* evict(pod: StoredPod, tolerated: Millis, view: View): Sync {
  const condition = {
    type: "DisruptionTarget",
    status: "True",
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
  };
  const marked: StoredPod = { ...pod, status: withCondition(pod.status, condition, view.now) };
  yield { do: "updateStatus", object: marked };
  yield {
    do: "delete",
    ref: refOf(pod),
    why: because(
      tolerated === 0 ? "taint-not-tolerated" : "taint-tolerated-for-a-time",
      { node: pod.spec.nodeName ?? "", seconds: tolerated / 1000 },
      [{ object: refOf(pod), field: "spec.tolerations" }],
    ),
  };
}

/** How long a pod may stay with these taints. For each taint the first matching toleration counts. */
function patience({ spec }: StoredPod, taints: readonly Taint[]): Millis | "not at all" {
  if (taints.length === 0) return Infinity;
  const used: Toleration[] = [];
  for (const taint of taints) {
    const matching = spec.tolerations?.find((toleration) => tolerates([toleration], taint));
    if (!matching) return "not at all";
    used.push(matching);
  }
  return Math.min(...used.map(({ tolerationSeconds }) => (tolerationSeconds === undefined ? Infinity : Math.max(0, tolerationSeconds) * 1000)));
}

function nodeOf(pod: StoredPod, view: View): Stored<Node> | undefined {
  return pod.spec.nodeName ? view.store.get({ kind: "Node", namespace: "", name: pod.spec.nodeName }) : undefined;
}

function taintsOf(node: StoredObject | undefined): readonly Taint[] {
  return (node as Stored<Node> | undefined)?.spec.taints?.filter(({ effect }) => effect === "NoExecute") ?? noTaints;
}

const noTaints: readonly Taint[] = [];
