import { add, compare, formatQuantity, parseQuantity, type Quantity, quantityOf, subtract } from "../../../api/quantity.ts";
import { isReady } from "../../../engine/core/pods.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { whatIf } from "../../../engine/scheduler/whatIf.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace, setTo, together, withReplicas } from "./candidates.ts";
import type { Candidate, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";
import { refusedBy, schedulable, type Unplaced, unplacedIn } from "./unplaced.ts";

/** Pods request more than any node has left; during an update, in addition to the old pods. */
export const noRoomOnNodes = refusedBy({
  code: "no-room-on-nodes",
  plugins: ["NodeResourcesFit"],
  beside: ({ workload, isSurge }): Spot[] => [
    ...(isSurge ? [{ object: refOf(workload), path: ["spec", "strategy", "rollingUpdate", "maxSurge"] }] : []),
    { object: refOf(workload), path: ["spec", "replicas"] },
    { object: refOf(workload), path: ["spec", "parallelism"] },
  ],
  message: ({ workload, count, reasons, isSurge }) =>
    isSurge
      ? say("no-room-for-surge", { workload: nameOf(refOf(workload)), reasons })
      : say("no-room-on-nodes", { workload: nameOf(refOf(workload)), count, reasons }),
  fixes: (unplaced, rehearsed) => [
    ...(unplaced.isSurge ? [inPlace(unplaced.workload)] : []),
    ...lessRequested(unplaced, rehearsed),
    ...asManyAsFit(unplaced, rehearsed),
  ],
});

/** If more workloads than this lack room, no single request is the cause. */
const most = 5;

/** The largest request with which the pod finds a node. */
function lessRequested({ workload, pod }: Unplaced, rehearsed: Rehearsed): Candidate[] {
  if (unplacedIn(rehearsed).length > most) return [];
  const others = schedulable(rehearsed.view).filter((object) => object.metadata.uid !== pod.metadata.uid);
  const remedy = whatIf(pod, others).find(({ change }) => change.is === "request less");
  if (remedy?.change.is !== "request less") return [];
  const changes = remedy.change.amounts.flatMap(({ resource, from, to }) => {
    const containers = pod.spec.containers ?? [];
    const own = containers.map(({ resources }) => quantity(resources?.requests?.[resource]));
    const largest = own.reduce((best, one, i) => (compare(one, own[best]!) > 0 ? i : best), 0);
    const rest = subtract(add(own[largest]!, quantity(to)), quantity(from));
    const path = [...templatePath(workload.kind)!, "spec", "containers", largest, "resources", "requests", resource];
    return [setTo({ object: refOf(workload), path }, formatQuantity({ mantissa: rest.mantissa, scale: rest.scale, format: rest.format }))];
  });
  return changes.length > 0 ? [together(...changes)] : [];
}

function quantity(text: string | number | undefined): Quantity {
  return parseQuantity(text ?? 0) ?? quantityOf(0);
}

/** As many pods as fit on the nodes. */
export function asManyAsFit({ workload, isSurge }: Unplaced, rehearsed: Rehearsed): Candidate[] {
  const ready = rehearsed.podsOf(workload).filter(isReady).length;
  if (isSurge || ready === 0 || !["Deployment", "StatefulSet", "ReplicaSet"].includes(workload.kind)) return [];
  return [withReplicas(workload, ready)];
}
