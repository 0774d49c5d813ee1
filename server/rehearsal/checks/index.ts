import { allPodsDown } from "./all-pods-down.ts";
import { antiAffinityTooStrict } from "./anti-affinity-too-strict.ts";
import { autoscalerAtMaximum } from "./autoscaler-at-maximum.ts";
import { autoscalerCannotMeasure } from "./autoscaler-cannot-measure.ts";
import { autoscalerFlaps } from "./autoscaler-flaps.ts";
import { autoscalerResetsReplicas } from "./autoscaler-resets-replicas.ts";
import { budgetAgainstAutoscaler } from "./budget-against-autoscaler.ts";
import { budgetProtectsNothing } from "./budget-protects-nothing.ts";
import type { Check } from "./check.ts";
import { claimUnbound } from "./claim-unbound.ts";
import { configMissing } from "./config-missing.ts";
import { containerKeepsEnding } from "./container-keeps-ending.ts";
import { drainNeverEnds } from "./drain-never-ends.ts";
import { graceTooShort } from "./grace-too-short.ts";
import { historyUnbounded } from "./history-unbounded.ts";
import { hostPortTaken } from "./host-port-taken.ts";
import { initNeverEnds } from "./init-never-ends.ts";
import { jobNeverCompletes } from "./job-never-completes.ts";
import { keepsOldConfig } from "./keeps-old-config.ts";
import { livenessBeforeReadiness } from "./liveness-before-readiness.ts";
import { neverCompletes } from "./never-completes.ts";
import { neverReady } from "./never-ready.ts";
import { noNodeMatches } from "./no-node-matches.ts";
import { noRoomOnNodes } from "./no-room-on-nodes.ts";
import { oldPodBlocksUpdate } from "./old-pod-blocks-update.ts";
import { oneZone } from "./one-zone.ts";
import { peakOverQuota } from "./peak-over-quota.ts";
import { portLeadsNowhere } from "./port-leads-nowhere.ts";
import { portTakenInPod } from "./port-taken-in-pod.ts";
import { probeKillsSlowStart } from "./probe-kills-slow-start.ts";
import { progressDeadlineTooShort } from "./progress-deadline-too-short.ts";
import { quotaRefusesPods } from "./quota-refuses-pods.ts";
import { rolloutPaused } from "./rollout-paused.ts";
import { runsOnNoNode } from "./runs-on-no-node.ts";
import { runsOverlap } from "./runs-overlap.ts";
import { scheduleNeverFires } from "./schedule-never-fires.ts";
import { serviceLosesPods } from "./service-loses-pods.ts";
import { spreadTooStrict } from "./spread-too-strict.ts";
import { trafficBeforeStart } from "./traffic-before-start.ts";
import { unavailableRoundsUp } from "./unavailable-rounds-up.ts";
import { updateReachesNothing } from "./update-reaches-nothing.ts";
import { volumeInUse } from "./volume-in-use.ts";

/** Every check of a rehearsal, in the order of their findings. Add a new check here. */
export const checks: readonly Check[] = [
  // never completes
  claimUnbound,
  volumeInUse,
  noRoomOnNodes,
  hostPortTaken,
  antiAffinityTooStrict,
  spreadTooStrict,
  noNodeMatches,
  quotaRefusesPods,
  progressDeadlineTooShort,
  oldPodBlocksUpdate,
  updateReachesNothing,
  rolloutPaused,
  runsOnNoNode,
  jobNeverCompletes,
  scheduleNeverFires,
  // pods that crash
  configMissing,
  initNeverEnds,
  portTakenInPod,
  containerKeepsEnding,
  probeKillsSlowStart,
  neverReady,
  livenessBeforeReadiness,
  // completes, but hurts
  allPodsDown,
  serviceLosesPods,
  trafficBeforeStart,
  unavailableRoundsUp,
  graceTooShort,
  peakOverQuota,
  oneZone,
  runsOverlap,
  historyUnbounded,
  keepsOldConfig,
  portLeadsNowhere,
  // disruption
  drainNeverEnds,
  budgetAgainstAutoscaler,
  budgetProtectsNothing,
  // autoscaling
  autoscalerResetsReplicas,
  autoscalerCannotMeasure,
  autoscalerAtMaximum,
  autoscalerFlaps,
  // everything else
  neverCompletes,
];
