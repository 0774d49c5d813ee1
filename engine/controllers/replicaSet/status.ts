import { sameValue } from "../../../api/equal.ts";
import { memoize } from "../../../api/memoize.ts";
import { matcher } from "../../../api/selector.ts";
import { formatTime } from "../../../api/time.ts";
import type { LabelSelector, PodTemplateSpec, ReplicaSetCondition, ReplicaSetStatus } from "../../../schemas/generated/types.ts";
import type { Refused } from "../../core/command.ts";
import { findCondition, withoutCondition } from "../../core/conditions.ts";
import type { Again, SyncPart, View } from "../../core/controller.ts";
import type { Millis } from "../../core/objects.ts";
import { isAvailable, isFinished, isReady, isTerminating, type StoredPod, untilAvailable } from "../../core/pods.ts";
import type { ReplicaOwner } from "./shape.ts";

/** Writes the status, counted at the start of the sync. Pods that this sync created or deleted are counted by the next one. */
export function* writeStatus(
  owner: ReplicaOwner,
  pods: readonly StoredPod[],
  selector: LabelSelector | undefined,
  failure: Refused | undefined,
  { store, now }: View,
): SyncPart<void> {
  const { uid, generation } = owner.metadata;
  const { minReadySeconds = 0, template } = owner.spec;
  const isSelected = matcher(selector);
  const isFullyLabelled = template ? labelledLike(template) : () => true;
  const isLeaving = (pod: StoredPod): boolean => isTerminating(pod) && !isFinished(pod) && isSelected(pod.metadata.labels);
  const ready = count(pods, isReady);
  const status: ReplicaSetStatus = {
    ...owner.status,
    replicas: pods.length,
    fullyLabeledReplicas: count(pods, ({ metadata }) => isFullyLabelled(metadata.labels)),
    readyReplicas: ready,
    availableReplicas: minReadySeconds === 0 ? ready : count(pods, (pod) => isAvailable(pod, minReadySeconds, now)),
    // Only Deployments use it; a ReplicationController has no terminating count.
    ...(owner.kind === "ReplicaSet" && { terminatingReplicas: count(store.controlledBy<StoredPod>(uid, "Pod"), isLeaving) }),
    observedGeneration: generation,
    conditions: conditionsOf(owner, pods.length, failure, now),
  };
  if (!sameValue(status, owner.status)) yield { do: "updateStatus", object: { ...owner, status } as ReplicaOwner };
}

function count(pods: readonly StoredPod[], counts: (pod: StoredPod) => boolean): number {
  let number = 0;
  for (const pod of pods) if (counts(pod)) number++;
  return number;
}

const labelledLike = memoize((template: PodTemplateSpec) => matcher({ matchLabels: template.metadata?.labels ?? {} }));

/** When the next pod becomes available by the mere passing of time. */
export function nextLook({ spec: { minReadySeconds = 0 } }: ReplicaOwner, pods: readonly StoredPod[], now: Millis): Again | undefined {
  if (minReadySeconds === 0) return undefined;
  const waits = pods.flatMap((pod) => untilAvailable(pod, minReadySeconds, now) ?? []);
  return waits.length === 0 ? undefined : { inMillis: waits.reduce((a, b) => Math.min(a, b)) };
}

/** The condition ReplicaFailure with the first refusal stays until a sync without any refusal. */
function conditionsOf({ spec, status }: ReplicaOwner, have: number, failure: Refused | undefined, now: Millis): ReplicaSetCondition[] {
  const { conditions = [] } = status;
  if (!failure) return withoutCondition(conditions, "ReplicaFailure");
  if (findCondition(conditions, "ReplicaFailure")) return [...conditions];
  const reason = have < (spec.replicas ?? 1) ? "FailedCreate" : "FailedDelete";
  return [...conditions, { type: "ReplicaFailure", status: "True", reason, message: failure.message, lastTransitionTime: formatTime(now) }];
}
