import { formatTime } from "../../api/time.ts";
import type { Node, Taint, Toleration } from "../../schemas/generated/types.ts";
import type { Controller, Memory, Sync, View } from "../controller.ts";
import { keyOfObject, type Millis, type Ref, refOf, type Stored, type StoredObject } from "../objects.ts";
import { isTerminating, type StoredPod, withCondition } from "../pods.ts";
import { tolerates } from "../scheduler/nodeSelector.ts";

/** Evicts pods from nodes with NoExecute taints: at once what does not tolerate them, later what does for a time. It asks no disruption budget. */
export const taintEviction: Controller = {
  name: "taint-eviction-controller",
  watches: ["Node", "Pod"],
  *concerns({ before, after }, view) {
    const object = (after ?? before)!;
    if (object.kind === "Node") {
      if (taintsOf(before).length === 0 && taintsOf(after).length === 0) return;
      for (const pod of view.store.list<StoredPod>("Pod")) if (pod.spec.nodeName === object.metadata.name) yield keyOfObject(pod);
    } else if (taintsOf(nodeOf(object as StoredPod, view)).length > 0) yield keyOfObject(object);
  },
  sync,
};

function* sync(ref: Ref, view: View, memory: Memory): Sync {
  const pod = view.store.get<StoredPod>(ref);
  const key = `${ref.kind}/${ref.namespace}/${ref.name}`;
  const wait = pod && !isTerminating(pod) ? patience(pod, taintsOf(nodeOf(pod, view))) : Infinity;
  if (!pod || wait === Infinity) {
    memory.delete(key);
    return;
  }
  // A time that was set stays, whatever taints come later, until nothing evicts the pod any more.
  const due = wait === 0 ? view.now : ((memory.get(key) as Millis | undefined) ?? view.now + wait);
  memory.set(key, due);
  if (due > view.now) return { inMillis: due - view.now };
  memory.delete(key);
  yield* evict(pod, wait, view);
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
    why: {
      rule: tolerated === 0 ? "taint-not-tolerated" : "taint-tolerated-for-a-time",
      numbers: { node: pod.spec.nodeName ?? "", seconds: tolerated / 1000, since: formatTime(view.now - tolerated) },
      fields: [{ object: refOf(pod), field: "spec.tolerations" }],
    },
  };
}

/** How long a pod may stay beside these taints, in milliseconds; for each taint the first toleration that matches it counts. */
function patience({ spec }: StoredPod, taints: readonly Taint[]): Millis {
  if (taints.length === 0) return Infinity;
  const used: Toleration[] = [];
  for (const taint of taints) {
    const matching = spec.tolerations?.find((toleration) => tolerates([toleration], taint));
    if (!matching) return 0;
    used.push(matching);
  }
  return Math.min(...used.map(({ tolerationSeconds }) => (tolerationSeconds === undefined ? Infinity : Math.max(0, tolerationSeconds) * 1000)));
}

function nodeOf(pod: StoredPod, view: View): Stored<Node> | undefined {
  return pod.spec.nodeName ? view.store.get({ kind: "Node", namespace: "", name: pod.spec.nodeName }) : undefined;
}

function taintsOf(node: StoredObject | undefined): readonly Taint[] {
  return (node as Stored<Node> | undefined)?.spec.taints?.filter(({ effect }) => effect === "NoExecute") ?? [];
}
