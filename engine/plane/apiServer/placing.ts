import type { Pod, PodSpec, PodStatus } from "../../../schemas/generated/types.ts";
import type { Accepted, Answer, Command } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import type { Millis, Stored, StoredObject } from "../../core/objects.ts";
import { withCondition } from "../../core/pods.ts";
import { memoize } from "../../../api/memoize.ts";
import { notFound } from "../../core/answers.ts";

/** Stores the scheduler's decision: the node in the pod's spec, or the condition PodScheduled with the reason why there is none. */
export function place(
  { pod: ref, decision }: Extract<Command, { do: "place" }>,
  { store, now }: View,
  write: (pod: StoredObject) => Accepted,
): Answer {
  const pod = store.get<Stored<Pod>>(ref);
  if (!pod) return notFound(ref);
  switch (decision.is) {
    case "placed": {
      return write({ ...pod, spec: on(pod.spec)(decision.node), status: scheduled(pod.status, now) } as Stored<Pod>);
    }
    case "unplaced": {
      const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: decision.message };
      return write({ ...pod, status: withCondition(pod.status, condition, now) } as Stored<Pod>);
    }
    case "skipped":
      return { ok: true, object: pod };
  }
}

/** Pods of one template that are placed in the same second share their status. */
function scheduled(status: PodStatus, now: Millis): PodStatus {
  const last = placed(status);
  const second = Math.floor(now / 1000);
  if (last.status === undefined || last.second !== second) {
    last.status = withCondition(status, { type: "PodScheduled", status: "True" }, now);
    last.second = second;
  }
  return last.status;
}

const placed = memoize((_: PodStatus): { status?: PodStatus; second?: number } => ({}));

/** Pods of one template share their spec; those on the same node share it after binding, too. */
const on = memoize((spec: PodSpec) => {
  const specs = new Map<string, PodSpec>();
  return (nodeName: string): PodSpec => {
    let placed = specs.get(nodeName);
    if (!placed) specs.set(nodeName, (placed = { ...spec, nodeName }));
    return placed;
  };
});
