import { sameValue } from "../../../api/equal.ts";
import { formatTime, parseTime } from "../../../api/time.ts";
import type { DeploymentCondition, DeploymentStatus } from "../../../schemas/generated/types.ts";
import { findCondition, withoutCondition, withWorkloadCondition } from "../../core/conditions.ts";
import type { Again, SyncPart } from "../../core/controller.ts";
import type { Millis } from "../../core/objects.ts";
import { allOf, type Sets } from "./scaling.ts";
import { fencepostsOf, fields, hasDeadline, type StoredDeployment, totalOf, totalSize } from "./shape.ts";
import { because } from "../../core/why.ts";

/** Writes the counts and the condition Available. It does not change Progressing, since the sync was not about a rollout. */
export function* writeStatus(deployment: StoredDeployment, sets: Sets, now: Millis): SyncPart<void> {
  const status = count(deployment, sets, now);
  if (!sameValue(status, deployment.status)) yield { do: "updateStatus", object: { ...deployment, status } as StoredDeployment };
}

/** Writes the status after a sync of a rollout, with its progress. Returns when to sync again, so that the deadline is noticed. */
export function* writeRolloutStatus(deployment: StoredDeployment, sets: Sets, now: Millis): SyncPart<Again | undefined> {
  const counted = count(deployment, sets, now);
  const status = { ...counted, conditions: withFailure(withProgress(deployment, counted, sets, now), sets, now) };
  if (sameValue(status, deployment.status)) return untilDeadline(deployment, status, now);
  const late = findCondition(status.conditions, "Progressing");
  const isLate = late?.reason === "ProgressDeadlineExceeded" && findCondition(deployment.status.conditions, "Progressing")?.reason !== late.reason;
  const numbers = {
    deadline: deployment.spec.progressDeadlineSeconds ?? 0,
    updated: status.updatedReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  };
  const why = isLate ? because("deadline-exceeded", numbers, fields(deployment, "deadline")) : undefined;
  yield { do: "updateStatus", object: { ...deployment, status } as StoredDeployment, ...(why && { why }) };
  return undefined;
}

/** Whether the rollout is complete: all pods are new and available, and no old one is left. */
export function isComplete(deployment: StoredDeployment, status: DeploymentStatus): boolean {
  const { replicas } = fencepostsOf(deployment);
  const counts = [status.updatedReplicas, status.replicas, status.availableReplicas].map((count) => count ?? 0);
  return counts.every((count) => count === replicas) && (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0);
}

/** A paused rollout cannot exceed its deadline: Progressing says so, and the deadline starts again when it is resumed. */
export function* writePause(deployment: StoredDeployment, now: Millis): SyncPart<boolean> {
  if (!hasDeadline(deployment)) return false;
  const reason = findCondition(deployment.status.conditions, "Progressing")?.reason;
  const { paused = false } = deployment.spec;
  if (reason === "ProgressDeadlineExceeded" || paused === (reason === "DeploymentPaused")) return false;
  const condition = paused
    ? { reason: "DeploymentPaused", message: "Deployment is paused" }
    : { reason: "DeploymentResumed", message: "Deployment is resumed" };
  const conditions = withCondition(deployment.status.conditions, { type: "Progressing", status: "Unknown", ...condition }, now);
  yield { do: "updateStatus", object: { ...deployment, status: { ...deployment.status, conditions } } as StoredDeployment };
  return true;
}

function count(deployment: StoredDeployment, sets: Sets, now: Millis): DeploymentStatus {
  const all = allOf(sets);
  const available = totalOf(all, "availableReplicas");
  const condition =
    available >= fencepostsOf(deployment).floor
      ? { status: "True", reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability." }
      : { status: "False", reason: "MinimumReplicasUnavailable", message: "Deployment does not have minimum availability." };
  const { collisionCount, conditions } = deployment.status;
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: totalOf(all, "replicas"),
    updatedReplicas: sets.fresh?.status.replicas ?? 0,
    readyReplicas: totalOf(all, "readyReplicas"),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalSize(all) - available),
    terminatingReplicas: totalOf(all, "terminatingReplicas"),
    ...(collisionCount !== undefined && { collisionCount }),
    conditions: withCondition(conditions, { type: "Available", ...condition }, now),
  };
}

function withProgress(deployment: StoredDeployment, status: DeploymentStatus, sets: Sets, now: Millis): DeploymentCondition[] {
  const { conditions = [] } = status;
  if (!hasDeadline(deployment)) return withoutCondition(conditions, "Progressing");
  const current = findCondition(deployment.status.conditions, "Progressing");
  const wasComplete = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === "NewReplicaSetAvailable";
  if (wasComplete) return [...conditions];
  const subject = sets.fresh ? `ReplicaSet ${JSON.stringify(sets.fresh.metadata.name)}` : `Deployment ${JSON.stringify(deployment.metadata.name)}`;
  if (isComplete(deployment, status)) {
    const message = `${subject} has successfully progressed.`;
    return withCondition(conditions, { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", message }, now);
  }
  if (hasProgressed(deployment.status, status)) {
    // Each progress restarts the deadline, even if the reason stays: so the condition is replaced, but keeps its `lastTransitionTime`.
    const condition = {
      type: "Progressing",
      status: "True",
      reason: "ReplicaSetUpdated",
      message: `${subject} is progressing.`,
      lastUpdateTime: formatTime(now),
    };
    const lastTransitionTime = current?.status === "True" ? current.lastTransitionTime : formatTime(now);
    return [...withoutCondition(conditions, "Progressing"), { ...condition, lastTransitionTime }];
  }
  if (hasTimedOut(deployment, current, now)) {
    const message = `${subject} has timed out progressing.`;
    return withCondition(conditions, { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message }, now);
  }
  return [...conditions];
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const grown = (["updatedReplicas", "readyReplicas", "availableReplicas"] as const).some((count) => (after[count] ?? 0) > (before[count] ?? 0));
  return grown || oldReplicas(after) < oldReplicas(before);
}

function oldReplicas({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number {
  return replicas - updatedReplicas;
}

function hasTimedOut(deployment: StoredDeployment, current: DeploymentCondition | undefined, now: Millis): boolean {
  if (!current || current.reason === "NewReplicaSetAvailable") return false;
  return current.reason === "ProgressDeadlineExceeded" || deadlineOf(deployment, current) < now;
}

function deadlineOf({ spec }: StoredDeployment, { lastUpdateTime = "" }: DeploymentCondition): Millis {
  return (parseTime(lastUpdateTime) ?? 0) + (spec.progressDeadlineSeconds ?? 0) * 1000;
}

/**
 * The time just after the deadline, if the Deployment can still exceed it: one that was complete once, or has exceeded it, cannot.
 * The real controller syncs a second later, since its clock and the server's may differ; here they are the same.
 */
function untilDeadline(deployment: StoredDeployment, status: DeploymentStatus, now: Millis): Again | undefined {
  const current = findCondition(deployment.status.conditions, "Progressing");
  if (!hasDeadline(deployment) || !current || isComplete(deployment, status) || settled.has(current.reason ?? "")) return undefined;
  return { inMillis: Math.max(0, deadlineOf(deployment, current) - now) + 1 };
}

const settled: ReadonlySet<string> = new Set(["NewReplicaSetAvailable", "ProgressDeadlineExceeded"]);

/** Copies the condition ReplicaFailure of a ReplicaSet to the Deployment; the new ReplicaSet's comes before those of old ones. */
function withFailure(conditions: readonly DeploymentCondition[], sets: Sets, now: Millis): DeploymentCondition[] {
  const sick = [...(sets.fresh ? [sets.fresh] : []), ...sets.old];
  const [failure] = sick.flatMap(({ status }) => findCondition(status.conditions, "ReplicaFailure") ?? []);
  return failure ? withCondition(conditions, { ...failure }, now) : withoutCondition(conditions, "ReplicaFailure");
}

function withCondition(conditions: readonly DeploymentCondition[] | undefined, condition: DeploymentCondition, now: Millis): DeploymentCondition[] {
  return withWorkloadCondition(conditions, { ...condition, lastUpdateTime: formatTime(now) }, now);
}
