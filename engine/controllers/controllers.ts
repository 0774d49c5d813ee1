import type { Controller } from "../core/controller.ts";
import { horizontalPodAutoscaler } from "./autoscaler/autoscaler.ts";
import { cronJobController } from "./cronJob/cronJob.ts";
import { daemonSetController } from "./daemonSet/daemonSet.ts";
import { deploymentController } from "./deployment/deployment.ts";
import { disruptionController } from "./disruption.ts";
import { garbageCollector } from "./garbageCollector.ts";
import { replicaSetController, replicationController } from "./replicaSet/replicaSet.ts";
import { endpointsController } from "./endpoints/endpoints.ts";
import { endpointSliceController } from "./endpoints/endpointSlice.ts";
import { endpointSliceMirroring } from "./endpoints/mirroring.ts";
import { jobController } from "./job/job.ts";
import { timeToLiveController } from "./job/timeToLive.ts";
import { resourceQuotaController } from "./resourceQuota.ts";
import { statefulSetController } from "./statefulSet/statefulSet.ts";
import { taintEviction } from "./taintEviction.ts";
import { persistentVolumeBinder } from "./volumes/binder.ts";
import { ephemeralVolumes } from "./volumes/ephemeral.ts";
import { claimExpansion } from "./volumes/expansion.ts";
import { claimProtection, volumeProtection } from "./volumes/protection.ts";

/** All controllers of the cluster. They receive a change in this order: controllers of pods come before controllers of their owners. */
export const controllers: readonly Controller[] = [
  replicaSetController,
  replicationController,
  deploymentController,
  taintEviction,
  resourceQuotaController,
  statefulSetController,
  daemonSetController,
  cronJobController,
  jobController,
  timeToLiveController,
  disruptionController,
  garbageCollector,
  endpointSliceController,
  endpointsController,
  endpointSliceMirroring,
  ephemeralVolumes,
  persistentVolumeBinder,
  claimProtection,
  volumeProtection,
  claimExpansion,
  horizontalPodAutoscaler,
];
