import { memoize } from "../../../api/memoize.ts";
import type { Steps } from "../../../api/path.ts";
import type { Refusal, RefusedNodes } from "../../../engine/core/decision.ts";
import type { Millis, StoredObject } from "../../../engine/core/objects.ts";
import { keyOf, refOf } from "../../../engine/core/objects.ts";
import { isActive, type StoredPod } from "../../../engine/core/pods.ts";
import { answerOf } from "../../../engine/rehearsal/unplaced.ts";
import { boundsOf } from "../../../engine/rehearsal/bounds.ts";
import { schedulingKinds } from "../../../engine/scheduler/learn.ts";
import { requestFieldOf } from "../../../engine/scheduler/resources.ts";
import type { PodSpec } from "../../../schemas/generated/types.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { templatePath } from "../../workspace/podOf.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";
import type { FindingsSentence } from "../../words/rehearsal/say.ts";

/** A workload that waits for nodes at the end of a rehearsal. */
export interface Unplaced {
  readonly workload: StoredObject;
  /** One of the waiting pods, and how many there are. */
  readonly pod: StoredPod;
  readonly count: number;
  /** The scheduler's message: `3 Insufficient cpu`. */
  readonly reasons: string;
  /** The refusal that counts. */
  readonly refusal: RefusedNodes;
  /** Whether the pod is in addition to the old pods during an update. */
  readonly isSurge: boolean;
  readonly at: Millis;
  /** The fields that cause it, the most likely first. */
  readonly spots: readonly Spot[];
}

/** Plugins whose refusals depend on other pods. Their refusals come first. */
const dynamic: ReadonlySet<string> = new Set(["NodeResourcesFit", "NodePorts", "InterPodAffinity", "PodTopologySpread", "VolumeRestrictions"]);

/** The workloads of a change with pods that no node takes. */
export const unplacedIn: (rehearsed: Rehearsed) => readonly Unplaced[] = memoize((rehearsed: Rehearsed) =>
  rehearsed.workloads.flatMap((workload) => unplacedOf(workload, rehearsed) ?? []),
);

function unplacedOf(workload: StoredObject, rehearsed: Rehearsed): Unplaced | undefined {
  const active = rehearsed.podsOf(workload).filter(isActive);
  const waiting = active.filter(({ spec }) => !spec.nodeName);
  const [pod] = waiting;
  const answer = pod && answerOf(rehearsed.scene.scheduler, pod);
  if (!pod || !answer) return undefined;
  const spotsOf = (refusal: RefusedNodes): Spot[] =>
    fieldsOf(refusal, pod.spec).map((path) => ({ object: refOf(workload), path: [...templatePath(workload.kind)!, "spec", ...path] }));
  const byWeight = (answer.refused ?? []).toSorted(
    (a, b) => Number(dynamic.has(b.plugin)) - Number(dynamic.has(a.plugin)) || b.nodes.length - a.nodes.length,
  );
  const refusal =
    byWeight.find((one) => spotsOf(one).some((spot) => rehearsed.isEdited(spot) && rehearsed.written(spot) !== undefined)) ?? byWeight[0];
  if (!refusal) return undefined;
  const isSurge = workload.kind === "Deployment" && active.length > boundsOf(workload).wants;
  const at = rehearsed.trace.placements.find(({ pod: key }) => key === keyOf(refOf(pod)))?.at ?? rehearsed.trace.from;
  return { workload, pod, count: waiting.length, reasons: answer.reasons, refusal, isSurge, at, spots: spotsOf(refusal) };
}

/** The objects that matter to the scheduler. */
export function schedulable({ store }: Rehearsed["view"]): readonly StoredObject[] {
  return schedulingKinds.flatMap((kind) => store.list(kind));
}

/** The fields of a pod's spec that a plugin reads, the most likely cause first. */
function fieldsOf({ plugin, scarce = [], code }: RefusedNodes, spec: PodSpec): readonly Steps[] {
  switch (plugin) {
    case "NodeResourcesFit":
      return scarce.slice(0, 1).flatMap((resource) => resourceFields(resource, spec));
    case "NodePorts":
      return (spec.containers ?? []).flatMap(({ ports = [] }, i) =>
        ports.flatMap(({ hostPort }, j): Steps[] => (hostPort ? [["containers", i, "ports", j, "hostPort"]] : [])),
      );
    case "NodeAffinity":
      return [...selectorFields(spec), ["affinity", "nodeAffinity", required]];
    case "InterPodAffinity":
      return [["affinity", affinityOf(code), required]];
    case "PodTopologySpread":
      return (spec.topologySpreadConstraints ?? []).flatMap(({ whenUnsatisfiable = "DoNotSchedule" }, i): Steps[] =>
        whenUnsatisfiable === "DoNotSchedule"
          ? ["whenUnsatisfiable", "maxSkew", "topologyKey"].map((field) => ["topologySpreadConstraints", i, field])
          : [],
      );
    case "TaintToleration":
      return [["tolerations"]];
    case "NodeName":
      return [["nodeName"]];
    case "SchedulingGates":
      return [["schedulingGates"]];
    default:
      return /Volume/.test(plugin) ? [["volumes"]] : [[]];
  }
}

const required = "requiredDuringSchedulingIgnoredDuringExecution";

function affinityOf(code: Refusal["code"]): string {
  return code === "Unschedulable" ? "podAntiAffinity" : "podAffinity";
}

function selectorFields({ nodeSelector = {} }: PodSpec): Steps[] {
  const keys = Object.keys(nodeSelector);
  return keys.length === 1 ? [["nodeSelector", keys[0]!]] : keys.length > 1 ? [["nodeSelector"]] : [];
}

/** The fields that request a scarce resource. A missing request is taken from the limit. */
function resourceFields(scarce: string, spec: PodSpec): readonly Steps[] {
  const requests = stepsOfField(requestFieldOf(spec, scarce));
  return [
    [...requests, scarce],
    [...requests.slice(0, -1), "limits", scarce],
  ];
}

/** A kind of refusal, as a check. */
interface Wanted {
  readonly code: string;
  readonly plugins: readonly string[];
  /** Other relevant fields besides those that the plugin reads. */
  readonly beside?: (unplaced: Unplaced) => readonly Spot[];
  readonly message: (unplaced: Unplaced) => FindingsSentence;
  readonly fixes: (unplaced: Unplaced, rehearsed: Rehearsed) => readonly Candidate[];
}

/** A check for pods that some plugins of the scheduler refuse. */
export function refusedBy({ code, plugins, beside, message, fixes }: Wanted): Check {
  return {
    code,
    *find(rehearsed): Generator<Concern> {
      for (const unplaced of unplacedIn(rehearsed)) {
        const { workload, refusal, spots, at } = unplaced;
        if (!plugins.includes(refusal.plugin)) continue;
        const [first = { object: refOf(workload), path: ["spec"] }, ...others] = spots;
        yield {
          state: "never",
          about: refOf(workload),
          spot: rehearsed.cause(first, ...others, ...(beside?.(unplaced) ?? [])),
          message: message(unplaced),
          assumed: rehearsed.assumedCluster,
          at: rehearsed.since(at),
          fixes: fixes(unplaced, rehearsed),
        };
      }
    },
  };
}
