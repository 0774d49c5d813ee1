import { controllerOf } from "../../../engine/core/objects.ts";
import { conditionOf, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { indexOf, type Names, nodeOf, type Thing } from "../../../engine/rehearsal/script/names.ts";
import { flag, grouped, type FrameTable } from "./part.ts";

/** Groups of equal pods. */
export const pods: FrameTable = ({ names }) => {
  const limited = names.all("LimitRange").length > 0;
  return grouped(names.all("Pod").map((thing) => row(thing, names, limited)));
};

function row({ object, key }: Thing, names: Names, limited: boolean): object {
  const pod = object as StoredPod;
  const { metadata, spec, status } = pod;
  const disruption = conditionOf(pod, "DisruptionTarget");
  const owner = controllerOf(pod)?.kind;
  return {
    of: names.ownerKey(pod),
    ...flag("pod", key),
    ...flag("node", owner === "DaemonSet" || names.isGiven("Pod", metadata.name) ? nodeOf(pod) : undefined),
    ...flag("index", indexOf(pod)),
    ...(owner === "StatefulSet" || owner === "DaemonSet" ? { revision: names.revisionKey(pod) } : {}),
    phase: status.phase,
    ready: isReady(pod),
    terminating: isTerminating(pod),
    ...flag("unscheduled", !spec.nodeName),
    ...(limited && { resources: Object.fromEntries((spec.containers ?? []).map(({ name, resources = {} }) => [name, resources])) }),
    ...flag("restarts", status.containerStatuses?.[0]?.restartCount),
    ...flag("reason", status.reason),
    ...flag("disruption", disruption?.status === "True" ? disruption.reason : undefined),
    ...flag("cost", metadata.annotations?.["controller.kubernetes.io/pod-deletion-cost"]),
  };
}
