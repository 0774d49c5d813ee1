import type { View } from "../../core/controller.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { because, type Why } from "../../core/why.ts";
import { revisionNameOf } from "./members.ts";
import { firstOrdinal, isOrdered, ordinalOf, partitionOf, type StoredStatefulSet } from "./shape.ts";

/**
 * The pod that blocks an update forever: it has an older revision and is not ready, and an OrderedReady StatefulSet waits for it to become ready
 * before replacing it. No edit helps; a person must delete the pod.
 */
export function needsHand(set: StoredStatefulSet, { store }: View): Why | undefined {
  const partition = partitionOf(set);
  if (!isOrdered(set) || partition === undefined) return undefined;
  const pods = store.controlledBy<StoredPod>(set.metadata.uid, "Pod").filter((pod) => !isTerminating(pod) && !isReady(pod));
  const stuck = pods.find((pod) => ordinalOf(set, pod) >= firstOrdinal(set) + partition && revisionNameOf(pod) !== set.status.updateRevision);
  return stuck && because("stuck-old-pod", { pod: stuck.metadata.name }, []);
}
