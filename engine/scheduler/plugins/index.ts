import type { Plugin } from "../framework.ts";
import { imageLocality } from "./imageLocality.ts";
import { interPodAffinity } from "./interPodAffinity.ts";
import { nodeAffinity } from "./nodeAffinity.ts";
import { nodeName } from "./nodeName.ts";
import { nodePorts } from "./nodePorts.ts";
import { nodeResourcesBalancedAllocation } from "./nodeResourcesBalancedAllocation.ts";
import { nodeResourcesFit } from "./nodeResourcesFit.ts";
import { nodeUnschedulable } from "./nodeUnschedulable.ts";
import { nodeVolumeLimits } from "./nodeVolumeLimits.ts";
import { podTopologySpread } from "./podTopologySpread.ts";
import { schedulingGates } from "./schedulingGates.ts";
import { taintToleration } from "./taintToleration.ts";
import { volumeBinding } from "./volumeBinding.ts";
import { volumeRestrictions } from "./volumeRestrictions.ts";
import { volumeZone } from "./volumeZone.ts";

/** The default profile of Kubernetes 1.36. If several plugins refuse a node, the first in this order counts. */
export const plugins: readonly Plugin[] = [
  schedulingGates,
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumeRestrictions,
  nodeVolumeLimits,
  volumeBinding,
  volumeZone,
  podTopologySpread,
  interPodAffinity,
  nodeResourcesBalancedAllocation,
  imageLocality,
];
