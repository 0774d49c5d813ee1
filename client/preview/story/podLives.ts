import { groupBy } from "../../../api/groupBy.ts";
import { milliValue, quantityOf, value } from "../../../api/quantity.ts";
import { memoize } from "../../../api/memoize.ts";
import { keyOf } from "../../../engine/core/objects.ts";
import type { Placement, Trace, TracedEvent, Version } from "../../../engine/rehearsal/trace.ts";
import { isFinished, type StoredPod } from "../../../engine/core/pods.ts";
import { requestFieldOf, requestsOf } from "../../../engine/scheduler/resources.ts";
import type { ObjectMeta, Pod, PodSpec } from "../../../schemas/generated/types.ts";
import { isMounted, podColumnsOf, podState } from "./podState.ts";
import { SpanList } from "./spans.ts";
import type { NodeLife, PodLife, PodSpan, Revision } from "./story.ts";
import { type History, latest, ofKind } from "./history.ts";
import type { Place } from "./workloadLives.ts";

/** A pod's life with what Services select it by. */
export interface LabelledPod {
  readonly life: PodLife;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every pod that was ever there, by name in order of creation. */
export function podLives(
  history: History,
  nodes: readonly NodeLife[],
  owners: ReadonlyMap<string, Place>,
  revisions: readonly Revision[],
  { placements, events }: Pick<Trace, "placements" | "events">,
): LabelledPod[] {
  const nodeIndices = new Map(nodes.map(({ name }, i) => [name, i]));
  const settling = minReadyMillis(history);
  const refusals = refusalsOf(placements);
  const holds = groupBy(
    events.filter(({ reason }) => reason === "FailedMount"),
    ({ about }) => keyOf(about),
  );
  return [...ofKind(history, "Pod")].flatMap(([key, versions]) =>
    incarnations(versions).map((own) => {
      const pod = own[0]!.object as Pod;
      const { name = "", namespace = "", labels = {} } = pod.metadata!;
      const { effective } = requestsOf(pod);
      const place = placeOf(pod.metadata!, owners, revisions, key);
      const spans = podSpans(own, nodeIndices, settling.get(ownerKey(pod.metadata!)) ?? 0, {
        refusals: refusals.get(key) ?? [],
        holds: holds.get(key) ?? [],
      });
      const [cpu, memory] = [milliValue(effective.get("cpu") ?? quantityOf(0)), value(effective.get("memory") ?? quantityOf(0))];
      const hasNodeSelector = Object.keys(pod.spec?.nodeSelector ?? {}).length > 0;
      const fields = fieldsOf(pod.spec ?? noSpec);
      return { life: { key, name, namespace, ...place, cpu, memory, fields, hasNodeSelector, spans }, labels };
    }),
  );
}

const noSpec: PodSpec = {};

/** Pods of one template share their spec: what is found out of one holds for all. */
const fieldsOf = memoize((spec: PodSpec) => ({
  cpu: requestFieldOf(spec, "cpu"),
  memory: requestFieldOf(spec, "memory"),
  ports: portFieldOf(spec),
}));

/** The ports of the container that takes one of its node. */
function portFieldOf({ containers = [] }: PodSpec): string {
  const index = containers.findIndex(({ ports }) => ports?.some(({ hostPort }) => hostPort));
  return `containers[${Math.max(0, index)}].ports`;
}

/** The pods that have had a name one after the other, as those of a StatefulSet do. */
function incarnations(versions: readonly Version[]): Version[][] {
  const lives: Version[][] = [];
  let isAlive = false;
  for (const version of versions) {
    if (!isAlive && version.object) lives.push([]);
    lives.at(-1)?.push(version);
    isAlive = version.object !== undefined;
  }
  return lives;
}

/** What kept a pod from every node at a time, in short. */
interface Refused {
  readonly at: number;
  readonly reasons: string;
}

/** When the scheduler found no node, and why, by pod. */
function refusalsOf(placements: readonly Placement[]): ReadonlyMap<string, readonly Refused[]> {
  const refusals = new Map<string, Refused[]>();
  for (const { at, pod, decision } of placements) {
    if (decision.is !== "unplaced") continue;
    const own = refusals.get(pod);
    if (own) own.push({ at, reasons: decision.reasons });
    else refusals.set(pod, [{ at, reasons: decision.reasons }]);
  }
  return refusals;
}

/** What keeps a pod back: refusals of the scheduler, and volumes that cannot be mounted. */
interface Obstacles {
  readonly refusals: readonly Refused[];
  readonly holds: readonly TracedEvent[];
}

function podSpans(versions: readonly Version[], nodes: ReadonlyMap<string, number>, settles: number, { refusals, holds }: Obstacles): PodSpan[] {
  const list = new SpanList<PodSpan>();
  for (const [i, { at, object }] of versions.entries()) {
    const last = list.spans.at(-1);
    if (!object) {
      list.add({ at, state: "gone", node: last?.node ?? -1, isOver: true, ready: "", status: "", restarts: last?.restarts ?? 0 });
      continue;
    }
    const pod = object as Pod;
    const next = podState(pod, last?.state);
    const isHeld = next === "pulling" && last?.state === "held" && !isMounted(pod);
    const state = isHeld ? "held" : next;
    const brief = state === "pending" ? refusals.findLast((refused) => refused.at >= versions[0]!.at && refused.at <= at)?.reasons : undefined;
    const more = { ...(brief && { brief }), ...(isHeld && last.reason !== undefined && { reason: last.reason }) };
    const isOver = state === "succeeded" || isFinished(pod as StoredPod);
    const span = { at, node: nodes.get(pod.spec?.nodeName ?? "") ?? -1, isOver, ...podColumnsOf(pod), ...more };
    const availableAt = state === "ready" ? readySince(pod, at) + settles : at;
    if (availableAt > at) list.add({ ...span, state: "settling" });
    list.add({ ...span, at: availableAt > at ? availableAt : at, state });
    const hold = state === "pulling" ? holds.find((one) => one.at >= at && one.at < (versions[i + 1]?.at ?? Infinity)) : undefined;
    if (hold) list.add({ ...span, at: hold.at, state: "held", reason: hold.message });
  }
  return list.spans;
}

function readySince({ status }: Pod, at: number): number {
  const since = Date.parse(status?.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime ?? "");
  return Number.isNaN(since) ? at : since;
}

/** How long the pods of an owner must be ready until they count as available. */
function minReadyMillis(history: History): ReadonlyMap<string, number> {
  const millis = new Map<string, number>();
  for (const kind of ["ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet"]) {
    for (const [key, versions] of ofKind(history, kind)) {
      const { spec } = latest(versions) as { spec?: { minReadySeconds?: number } };
      if (spec?.minReadySeconds) millis.set(key, spec.minReadySeconds * 1000);
    }
  }
  return millis;
}

function ownerKey({ namespace = "", ownerReferences = [] }: ObjectMeta): string {
  const owner = ownerReferences.find(({ controller }) => controller);
  return owner ? keyOf({ kind: owner.kind ?? "", namespace, name: owner.name ?? "" }) : "";
}

/** The version of a workload that a pod belongs to, as its owner and its labels say. */
export function placeOf(meta: ObjectMeta, owners: ReadonlyMap<string, Place>, revisions: readonly Revision[], key: string): Place {
  const place = owners.get(ownerKey(meta) || key);
  if (!place) return { workload: -1, revision: -1 };
  const hash = meta.labels?.["controller-revision-hash"];
  const own =
    hash === undefined
      ? -1
      : revisions.findIndex(({ workload, ref }) => workload === place.workload && (ref.name === hash || ref.name.endsWith(`-${hash}`)));
  return own >= 0 ? { workload: place.workload, revision: own } : place;
}
