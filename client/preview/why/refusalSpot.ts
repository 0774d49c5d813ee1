import type { RefusedNodes } from "../../../engine/core/decision.ts";
import type { Spot } from "../host/messages.ts";
import { podSpot, sizeSpot } from "../parts/spots.ts";
import type { PodLife, WorkloadLife } from "../story/story.ts";

/** The field that makes the scheduler refuse nodes: by what it asks for, or by what it leaves out. */
export function refusalSpot({ plugin, reasons }: RefusedNodes, pod: PodLife, owner: WorkloadLife): Spot {
  switch (plugin) {
    case "NodeResourcesFit":
      if (reasons.every((reason) => reason === "Too many pods")) return sizeSpot(owner);
      return podSpot(owner, reasons.includes("Insufficient memory") && !reasons.includes("Insufficient cpu") ? pod.fields.memory : pod.fields.cpu);
    case "NodeAffinity":
      return podSpot(owner, pod.hasNodeSelector ? "nodeSelector" : "affinity.nodeAffinity");
    case "InterPodAffinity":
      return podSpot(owner, reasons.some((reason) => reason.includes("anti-affinity")) ? "affinity.podAntiAffinity" : "affinity.podAffinity");
    case "TaintToleration":
    case "NodeUnschedulable":
      return podSpot(owner, "tolerations");
    case "PodTopologySpread":
      return podSpot(owner, "topologySpreadConstraints");
    case "NodePorts":
      return podSpot(owner, pod.fields.ports);
    case "NodeName":
      return podSpot(owner, "nodeName");
    case "VolumeBinding":
    case "VolumeZone":
    case "VolumeRestrictions":
    case "NodeVolumeLimits":
      return owner.kind === "StatefulSet" ? { object: owner.ref, field: "spec.volumeClaimTemplates" } : podSpot(owner, "volumes");
    default:
      return podSpot(owner);
  }
}
