import type { Pod } from "../../../schemas/generated/types.ts";
import type { PodState } from "./story.ts";

/** A container waits for one of these only because something is wrong. */
const troubles = /BackOff|Err|Invalid|RunContainerError|CreateContainer.*Error|Init:.*Error/;

/** What a pod is up to, in one word. `before` tells one that has never been ready from one that is no longer. */
export function podState({ metadata, spec, status }: Pod, before: PodState | "gone" | undefined): PodState {
  if (status?.phase === "Succeeded") return "succeeded";
  if (status?.phase === "Failed") return "failed";
  if (metadata?.deletionTimestamp) return "ending";
  if (!spec?.nodeName) return "pending";
  if (status?.conditions?.some(({ type, status: holds }) => type === "Ready" && holds === "True")) return "ready";
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (
    containers.some(
      ({ state, lastState }) =>
        troubles.test(state?.waiting?.reason ?? "") || state?.terminated?.exitCode || (lastState?.terminated?.exitCode && state?.waiting),
    )
  )
    return "failing";
  if (before === "ready" || before === "unready" || before === "settling") return "unready";
  return status?.phase === "Running" || containers.some(({ state }) => state?.running) ? "starting" : "pulling";
}

/** Why a pod is not ready, in the cluster's own words. */
export function podReason({ status }: Pod): string | undefined {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const stopped = containers
    .map(({ state }) => state?.waiting?.reason ?? state?.terminated?.reason)
    .find((reason) => reason && reason !== "ContainerCreating");
  return stopped ?? status?.reason ?? status?.conditions?.find(({ type, status: holds }) => type === "PodScheduled" && holds === "False")?.message;
}

/** How often the containers of a pod were restarted, all together. */
export function restartsOf({ status }: Pod): number {
  return (status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}
