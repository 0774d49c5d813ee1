import { reaches, type Version } from "./version.ts";

const counting = new Set([
  ...["Pod", "PodTemplate", "ReplicationController", "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job", "CronJob"],
  ...["EndpointSlice", "Ingress", "IngressClass", "NetworkPolicy", "PodDisruptionBudget", "PriorityClass"],
  ...["DeviceClass", "DeviceTaintRule", "ResourceSlice", "FlowSchema", "PriorityLevelConfiguration"],
]);

/** Whether a version sets `metadata.generation` for objects of a kind, whatever the manifest says. */
export function countsGenerations(kind: string, version: Version): boolean {
  return counting.has(kind) || (kind === "HorizontalPodAutoscaler" && reaches(version, "1.37"));
}
