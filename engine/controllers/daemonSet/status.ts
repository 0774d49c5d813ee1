import { sameValue } from "../../../api/equal.ts";
import type { Steps } from "../../controller.ts";
import { byCreation, type Millis } from "../../objects.ts";
import { isReady, type StoredPod } from "../../pods.ts";
import type { StoredDaemonSet } from "./placement.ts";
import { desiredOf, isAvailableIn, isUpdated, type Pass } from "./shape.ts";

/**
 * Writes what the pods amounted to when the pass began. Says when to look again: with `minReadySeconds`, so many seconds later, not at the moment at which
 * the next pod becomes available, so that a second one may be noticed twice as late.
 */
export function* writeStatus(pass: Pass): Steps<Millis | undefined> {
  const { set, sites } = pass;
  const settled = sites.filter(({ place, pods }) => place?.is === "wanted" && pods.length > 0);
  const first = settled.map(({ pods }) => [...pods].sort(scheduledFirst)[0]!);
  const available = first.filter((pod) => isReady(pod) && isAvailableIn(pass, pod)).length;
  const desired = desiredOf(sites);
  const status = {
    ...set.status,
    observedGeneration: set.metadata.generation,
    desiredNumberScheduled: desired,
    currentNumberScheduled: settled.length,
    numberMisscheduled: sites.filter(({ place, pods }) => place && place.is !== "wanted" && pods.length > 0).length,
    updatedNumberScheduled: first.filter((pod) => isUpdated(pass, pod)).length,
    numberReady: first.filter(isReady).length,
    numberAvailable: available,
    numberUnavailable: desired - available,
  };
  if (!sameValue(status, set.status)) yield { do: "updateStatus", object: { ...set, status } as StoredDaemonSet };
  const { minReadySeconds = 0 } = set.spec;
  return minReadySeconds > 0 && status.numberReady !== available ? minReadySeconds * 1000 : undefined;
}

/** A pod with a node before one without, then the older. */
export function scheduledFirst(a: StoredPod, b: StoredPod): number {
  return Number(!a.spec.nodeName) - Number(!b.spec.nodeName) || byCreation(a, b);
}
