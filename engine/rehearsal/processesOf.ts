import { keyOf, type Millis } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { textsIn } from "../kubelet/texts.ts";
import type { PodBehaviour, Process } from "../processes/behaviour.ts";
import { processesOf as found } from "../processes/behaviourOf.ts";
import type { Trace } from "./trace.ts";

/**
 * What each container of a pod does, and how that is known. It is computed again, with the ConfigMaps and Secrets as they were at that time.
 * `stated` is what the scenario states about the pod. Assumed processes take their durations from the kubelet's profile.
 */
export function processesOf(trace: Trace, pod: StoredPod, at: Millis, stated?: PodBehaviour): ReadonlyMap<string, Process> {
  const lookUp = (kind: "ConfigMap" | "Secret", name: string): Readonly<Record<string, string>> | undefined => {
    const key = keyOf({ kind, namespace: pod.metadata.namespace, name });
    const version = trace.versions.findLast((one) => one.key === key && one.at <= at);
    return textsIn(version?.object);
  };
  return found(pod.spec, { lookUp, ...(stated && { stated }) });
}
