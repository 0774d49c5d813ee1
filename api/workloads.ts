/** The kinds whose objects have pods. */
export const workloadKinds: readonly string[] = [
  "Pod",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
];

/** The kinds with a scale subresource: `kubectl scale` and an autoscaler set how many replicas they have. */
export const scalableKinds: readonly string[] = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];
