import { sameValue } from "../../../api/equal.ts";
import type { SyncPart } from "../../core/controller.ts";
import type { Millis } from "../../core/objects.ts";
import type { StoredDaemonSet } from "./placement.ts";
import { isAvailableIn, type Pass } from "./shape.ts";

/**
 * Writes the status, counted at the start of the sync. Returns when to sync again: `minReadySeconds` later, and not when
 * the next pod becomes available. A second pod may therefore be noticed twice as late, as in Kubernetes.
 */
export function* writeStatus(pass: Pass): SyncPart<Millis | undefined> {
  const { set, sites } = pass;
  let [desired, current, misscheduled, updated, ready, available] = [0, 0, 0, 0, 0, 0];
  for (const { eligibility, first } of sites) {
    const isWanted = eligibility?.is === "wanted";
    if (isWanted) desired++;
    if (first && eligibility && !isWanted) misscheduled++;
    if (!first || !isWanted) continue;
    current++;
    if (first.isUpdated) updated++;
    if (first.isReady) ready++;
    if (isAvailableIn(pass, first)) available++;
  }
  const status = {
    ...set.status,
    observedGeneration: set.metadata.generation,
    desiredNumberScheduled: desired,
    currentNumberScheduled: current,
    numberMisscheduled: misscheduled,
    updatedNumberScheduled: updated,
    numberReady: ready,
    numberAvailable: available,
    numberUnavailable: desired - available,
  };
  if (!sameValue(status, set.status)) yield { do: "updateStatus", object: { ...set, status } as StoredDaemonSet };
  const { minReadySeconds = 0 } = set.spec;
  return minReadySeconds > 0 && ready !== available ? minReadySeconds * 1000 : undefined;
}
