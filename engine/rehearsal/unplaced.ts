import type { PodSpec } from "../../schemas/generated/types.ts";
import { unboundClaim } from "../controllers/volumes/obstacle.ts";
import type { View } from "../core/controller.ts";
import type { RefusedNodes, Unplaced } from "../core/decision.ts";
import { templateField } from "../core/manifest.ts";
import type { StoredPod } from "../core/pods.ts";
import { because, type Why } from "../core/why.ts";
import { schedulingKinds } from "../scheduler/learn.ts";
import { requestFieldOf } from "../scheduler/resources.ts";
import { createScheduler, type Scheduler } from "../scheduler/scheduler.ts";
import { standing } from "./standing.ts";

/** Why pods have no node: the refusal that most nodes share for the first pod, and the field of the file that causes it. */
export function unplaced(pods: readonly StoredPod[], view: View, scheduler = (): Scheduler => schedulerOf(view)): Why | undefined {
  const waiting = pods.filter(({ spec }) => !spec.nodeName);
  const [pod] = waiting;
  if (!pod) return undefined;
  const answer = answerOf(scheduler(), pod);
  const cause = answer?.refused?.toSorted((a, b) => b.nodes.length - a.nodes.length)[0];
  const claim = cause === undefined || aboutVolumes.has(cause.plugin) ? unboundClaim([pod], view) : undefined;
  if (claim) return claim;
  const [first = "", ...others] = cause ? fieldsOf(cause, pod.spec) : [];
  const at = (field: string) => templateField(pod, field === "" ? "spec" : `spec.${field}`, view);
  return because("stuck-unschedulable", { pods: waiting.length, reasons: answer?.reasons ?? "" }, [standing([at(first), ...others.map(at)], view)]);
}

const aboutVolumes: ReadonlySet<string> = new Set(["VolumeBinding", "VolumeRestrictions", "VolumeZone", "NodeVolumeLimits"]);

/** A scheduler for the cluster as it is. Waiting pods take no room, so each of them can be tried. */
export function schedulerOf({ store }: View): Scheduler {
  const scheduler = createScheduler({ explain: true });
  for (const kind of schedulingKinds)
    for (const object of store.list(kind)) if (kind !== "Pod" || (object as StoredPod).spec.nodeName) scheduler.set(object);
  return scheduler;
}

/** The scheduler's decision about a waiting pod. */
export function answerOf(scheduler: Scheduler, pod: StoredPod): Unplaced | undefined {
  const decision = scheduler.decide(pod);
  return decision.is === "unplaced" ? decision : undefined;
}

/** The fields of a pod's spec that a plugin reads, the most likely cause first. */
function fieldsOf({ plugin, scarce = [], code }: RefusedNodes, spec: PodSpec): readonly string[] {
  switch (plugin) {
    case "NodeResourcesFit":
      return resourceFields(scarce, spec);
    case "NodePorts":
      return portFields(spec);
    case "NodeAffinity":
      return spec.nodeSelector && Object.keys(spec.nodeSelector).length > 0 ? ["nodeSelector"] : ["affinity.nodeAffinity", "affinity"];
    case "InterPodAffinity":
      return [code === "Unschedulable" ? "affinity.podAntiAffinity" : "affinity.podAffinity", "affinity"];
    case "PodTopologySpread":
      return ["topologySpreadConstraints"];
    case "TaintToleration":
      return ["tolerations"];
    case "NodeName":
      return ["nodeName"];
    case "SchedulingGates":
      return ["schedulingGates"];
    default:
      return aboutVolumes.has(plugin) ? ["volumes"] : [];
  }
}

/** The fields that request a scarce resource. A missing request is taken from the limit. */
function resourceFields([scarce]: readonly string[], spec: PodSpec): readonly string[] {
  if (scarce === undefined) return [];
  const requests = requestFieldOf(spec, scarce);
  return [`${requests}.${scarce}`, `${requests.slice(0, -"requests".length)}limits.${scarce}`];
}

function portFields({ containers = [] }: PodSpec): readonly string[] {
  return containers.flatMap(({ ports = [] }, i) => ports.flatMap(({ hostPort }, j) => (hostPort ? [`containers[${i}].ports[${j}].hostPort`] : [])));
}
