import type { KubernetesObject } from "../../api/object.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import { ownerKinds } from "./owners.ts";
import { uidOf } from "./podInfo.ts";
import type { Snapshot } from "./snapshot.ts";
import { storageKinds, Volumes } from "./volumes.ts";

/** The kinds of objects on which placing a pod may depend. */
export const schedulingKinds: readonly string[] = ["Pod", "Node", "Namespace", "PodDisruptionBudget", ...ownerKinds, ...storageKinds];

/** Adds or updates an object. */
export function learn(object: KubernetesObject, snapshot: Snapshot): void {
  const kind = object.kind ?? "";
  if (kind === "Pod") learnOfPod(object, snapshot);
  else if (kind === "Node") snapshot.setNode(object);
  else if (kind === "Namespace") snapshot.setNamespace(object);
  else if (kind === "PodDisruptionBudget") snapshot.setBudget(object);
  else if (snapshot.owners.set({ ...object, kind })) snapshot.startEpoch();
  else if (Volumes.isKind(kind)) {
    snapshot.volumes.set(kind, object);
    snapshot.startEpoch();
  }
}

function learnOfPod(pod: Pod, snapshot: Snapshot): void {
  const { nodeName } = pod.spec ?? {};
  const { phase, nominatedNodeName } = pod.status ?? {};
  const isFinished = phase === "Succeeded" || phase === "Failed";
  if (isFinished) snapshot.removePod(uidOf(pod));
  else if (nodeName) snapshot.addPod(snapshot.infoOf(pod), nodeName);
  if (nominatedNodeName && !nodeName && !isFinished) snapshot.nominate(snapshot.infoOf(pod), nominatedNodeName);
  else snapshot.clearNomination(uidOf(pod));
}

/** Removes an object. */
export function unlearn(object: KubernetesObject, snapshot: Snapshot): void {
  const kind = object.kind ?? "";
  const { name = "", namespace } = object.metadata ?? {};
  if (kind === "Pod") {
    snapshot.removePod(uidOf(object));
    snapshot.clearNomination(uidOf(object));
  } else if (kind === "Node") snapshot.removeNode(name);
  else if (kind === "Namespace") snapshot.removeNamespace(name);
  else if (kind === "PodDisruptionBudget") snapshot.removeBudget(object);
  else if (snapshot.owners.remove(kind, namespace || "default", name)) snapshot.startEpoch();
  else if (Volumes.isKind(kind)) {
    snapshot.volumes.remove(kind, namespace, name);
    snapshot.startEpoch();
  }
}
