import type { TracedEvent } from "../../engine/rehearsal/trace.ts";

/** Who tells of objects of a kind, where only one does. */
const byKind: Readonly<Record<string, string>> = {
  Node: "kubelet",
  Deployment: "deployment-controller",
  ReplicaSet: "replicaset-controller",
  ReplicationController: "replication-controller",
  StatefulSet: "statefulset-controller",
  DaemonSet: "daemonset-controller",
  Job: "job-controller",
  CronJob: "cronjob-controller",
  HorizontalPodAutoscaler: "horizontal-pod-autoscaler",
  PodDisruptionBudget: "controllermanager",
  PersistentVolumeClaim: "persistentvolume-controller",
};

/** What others than the kubelet tell of a pod. */
const byReason: Readonly<Record<string, string>> = {
  Preempted: "default-scheduler",
  Scheduled: "default-scheduler",
  FailedScheduling: "default-scheduler",
  TaintManagerEviction: "taint-eviction-controller",
  SuccessfulAttachVolume: "attachdetach-controller",
};

/** Who told an event: a trace keeps only what was told. */
export function componentOf({ about, reason }: TracedEvent): string {
  return about.kind === "Pod" ? (byReason[reason] ?? "kubelet") : (byKind[about.kind] ?? `${about.kind.toLowerCase()}-controller`);
}
