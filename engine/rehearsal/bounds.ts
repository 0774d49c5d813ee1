import { scaled } from "../../api/intOrString.ts";
import type { CronJob, Job, ReplicaSet, StatefulSet } from "../../schemas/generated/types.ts";
import { boundsOf as daemonBounds } from "../controllers/daemonSet/shape.ts";
import type { StoredDaemonSet } from "../controllers/daemonSet/placement.ts";
import { fencepostsOf, type StoredDeployment } from "../controllers/deployment/shape.ts";
import type { StoredObject } from "../core/objects.ts";

/** How many pods a workload wants, and within which bounds it stays. */
export interface Bounds {
  /** The number of pods that it wants; for a Job, how many at a time. */
  readonly wants: number;
  /** How many pods must stay available during a rollout, and how many there may be at most. Absent if the kind has no such bound. */
  readonly floor?: number;
  readonly ceiling?: number;
  /** How many completions a Job has, and how many it wants. */
  readonly done?: number;
  readonly completions?: number;
  readonly paused?: boolean;
  /** How it replaces pods (`Recreate`), or when it makes them (`0 3 * * *`). */
  readonly strategy?: string;
}

/** The bounds of a workload as it is now. */
export function boundsOf(object: StoredObject): Bounds {
  switch (object.kind) {
    case "Deployment":
      return deploymentBounds(object as StoredDeployment);
    case "StatefulSet": {
      const { spec } = object as StatefulSet;
      const wants = spec?.replicas ?? 1;
      const unavailable = Math.max(1, scaled(spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wants, "up") ?? 1);
      return { wants, floor: Math.max(0, wants - unavailable), ceiling: wants, strategy: spec?.updateStrategy?.type ?? "RollingUpdate" };
    }
    case "DaemonSet": {
      const { spec, status } = object as StoredDaemonSet;
      const wants = status.desiredNumberScheduled ?? 0;
      const { surge, unavailable } = daemonBounds(object as StoredDaemonSet, wants);
      return { wants, floor: Math.max(0, wants - unavailable), ceiling: wants + surge, strategy: spec.updateStrategy?.type ?? "RollingUpdate" };
    }
    case "Job": {
      const { spec, status } = object as Job;
      const { parallelism = 1, completions = parallelism } = spec ?? {};
      const done = status?.succeeded ?? 0;
      return {
        wants: Math.min(parallelism, Math.max(0, completions - done)),
        ceiling: parallelism,
        done,
        completions,
        paused: spec?.suspend === true,
      };
    }
    case "CronJob": {
      const { spec, status } = object as CronJob;
      return {
        wants: status?.active?.length ?? 0,
        paused: spec?.suspend === true,
        strategy: [spec?.schedule, spec?.concurrencyPolicy].filter((one) => one !== undefined && one !== "Allow").join(" · "),
      };
    }
    case "Pod":
      return { wants: 1 };
    default:
      return { wants: (object as ReplicaSet).spec?.replicas ?? 1 };
  }
}

/** The bounds of a Deployment. The strategy Recreate guarantees no pods during an update, so it has no floor. */
function deploymentBounds(deployment: StoredDeployment): Bounds {
  const { spec } = deployment;
  const { replicas, floor, ceiling } = fencepostsOf(deployment);
  const strategy = spec.strategy?.type ?? "RollingUpdate";
  return { wants: replicas, ...(strategy !== "Recreate" && { floor }), ceiling, strategy, paused: spec.paused === true };
}
