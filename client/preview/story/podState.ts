import { parseTime } from "../../../api/time.ts";
import { podColumns } from "../../../engine/core/podColumns.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { ContainerStatus, Pod } from "../../../schemas/generated/types.ts";
import type { PodSpan, PodState } from "./story.ts";

/** A container waits for a ConfigMap, a Secret or a key that is not there. */
const lacks = "CreateContainerConfigError";

/** Waiting reasons that mean an error. */
const troubles = /BackOff|Err|Invalid|RunContainerError|CreateContainer.*Error|Init:.*Error/;

/** What a pod is up to, in one word. `before` tells one that has never been ready from one that is no longer, and one that starts from one that starts again. */
export function podState({ metadata, spec, status }: Pod, before: PodState | "gone" | undefined): PodState {
  const wasDone = before === "succeeded" || before === "failed";
  if (metadata?.deletionTimestamp && !wasDone) return "ending";
  if (status?.phase === "Succeeded") return "succeeded";
  if (status?.phase === "Failed") return "failed";
  if (!spec?.nodeName) return "pending";
  if (status?.conditions?.some(({ type, status: holds }) => type === "Ready" && holds === "True")) return "ready";
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (!containers.some(({ state }) => state?.running) && lackOf(containers)) return "held";
  if (
    containers.some(
      ({ state, lastState }) =>
        troubles.test(state?.waiting?.reason ?? "") || state?.terminated?.exitCode || (lastState?.terminated?.exitCode && state?.waiting),
    )
  )
    return "failing";
  if (hasDoneItsWork(spec, status)) return "succeeded";
  if (before === "failing" || before === "restarting") return "restarting";
  if (before === "ready" || before === "unready" || before === "settling") return "unready";
  return status?.phase === "Running" || containers.some(({ state }) => state?.running) ? "starting" : "pulling";
}

/** What a container waits for that its configuration lacks, in the cluster's words. */
function lackOf(containers: readonly ContainerStatus[]): string | undefined {
  const waiting = containers.find(({ state }) => state?.waiting?.reason === lacks)?.state?.waiting;
  return waiting && (waiting.message ?? lacks);
}

/** Whether its volumes can be mounted, so that its containers can start. */
export function isMounted({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: holds }) => type === "PodReadyToStartContainers" && holds === "True") ?? false;
}

/** Whether every container has ended with 0 and none of them starts again: `kubectl get pods` says Completed a moment before the phase is Succeeded. */
function hasDoneItsWork(spec: Pod["spec"], status: Pod["status"]): boolean {
  const ended = status?.containerStatuses ?? [];
  return spec?.restartPolicy !== "Always" && ended.length > 0 && ended.every(({ state }) => state?.terminated?.exitCode === 0);
}

/** What `kubectl get pods` says of a pod that is well: nothing that its state does not say, too. */
const plain: ReadonlySet<string> = new Set(["Pending", "ContainerCreating", "PodInitializing", "Running", "Completed", "Succeeded", "Terminating"]);

/** The columns of `kubectl get pods`, and why a pod is not well, in the cluster's own words. */
export function podColumnsOf(pod: Pod): Pick<PodSpan, "ready" | "status" | "restarts" | "lastRestart" | "reason"> {
  if (!pod.status) return { ready: `0/${pod.spec?.containers?.length ?? 0}`, status: "Pending", restarts: 0 };
  const { ready, status, restarts, lastRestart } = podColumns(pod as StoredPod);
  const unplaced = pod.status.conditions?.find(({ type, status: holds }) => type === "PodScheduled" && holds === "False")?.message;
  const lack = lackOf([...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])]);
  const reason = plain.has(status) ? unplaced : lack === undefined ? status : `${status}: ${lack}`;
  return { ready, status, restarts, ...(lastRestart && { lastRestart: parseTime(lastRestart)! }), ...(reason && { reason }) };
}
