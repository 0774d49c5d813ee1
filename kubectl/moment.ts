import type { Command } from "../engine/core/command.ts";
import type { Millis, Ref, StoredObject } from "../engine/core/objects.ts";
import { person } from "../engine/plane/apiServer/apiServer.ts";
import { ControlPlane } from "../engine/plane/controlPlane.ts";
import type { Trace } from "../engine/rehearsal/trace.ts";
import type { Cluster } from "./core/cluster.ts";
import { EventLog } from "./core/eventLog.ts";

/** The objects of a cluster at a moment of its trace. */
export function objectsAt({ versions }: Pick<Trace, "versions">, at: Millis): readonly StoredObject[] {
  const latest = new Map<string, StoredObject>();
  for (const version of versions) {
    if (version.at > at) break;
    if (version.object) latest.set(version.key, version.object);
    else latest.delete(version.key);
  }
  return [...latest.values()];
}

/**
 * A cluster as it stands at a moment of its trace. Its API server answers as it would then, and time stands still: what comes of a command is worked out
 * by the rehearsal, which is given the command as a step.
 */
export function clusterAt(trace: Pick<Trace, "versions" | "events">, at: Millis, read: Cluster["read"] = () => undefined): Cluster {
  const objects = objectsAt(trace, at);
  const created = objects.reduce((most, { metadata }) => Math.max(most, Number(metadata.uid) || 0), 0);
  const queue = { ready: [], delayed: [], tries: [] };
  const store = { objects, created, writes: trace.versions.length };
  const plane = new ControlPlane({ now: at, seed: 1, store, queue, memories: [], syncs: 0 }, []);
  const log = new EventLog();
  for (const event of trace.events) if (event.at <= at) log.tell(event, tellerOf(event.about, event.reason), event.at, plane.store);
  return {
    now: at,
    store: plane.store,
    get events() {
      return log.all;
    },
    perform: (command: Command) => plane.perform(command, person),
    tryOut: (command: Command) => plane.tryOut(command, person),
    read,
    pass: () => false,
  };
}

/** Who tells of things of a kind; a trace does not say. */
const tellers: Readonly<Record<string, string>> = {
  CronJob: "cronjob-controller",
  DaemonSet: "daemonset-controller",
  Deployment: "deployment-controller",
  HorizontalPodAutoscaler: "horizontal-pod-autoscaler",
  Job: "job-controller",
  Node: "node-controller",
  PersistentVolumeClaim: "persistentvolume-controller",
  Pod: "kubelet",
  PodDisruptionBudget: "disruption-controller",
  ReplicaSet: "replicaset-controller",
  ReplicationController: "replication-controller",
  StatefulSet: "statefulset-controller",
};

const ofTheScheduler = new Set(["Scheduled", "FailedScheduling", "Preempted", "WaitForPodScheduled"]);

function tellerOf({ kind }: Ref, reason: string): string {
  return ofTheScheduler.has(reason) ? "default-scheduler" : (tellers[kind] ?? "controller");
}
