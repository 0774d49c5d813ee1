import { parseTime } from "../../api/time.ts";
import { conditionOf, isActive, type StoredPod } from "../core/pods.ts";
import { byCreation, type Millis } from "../core/objects.ts";

/** Why one pod is deleted before another: the first rank in which they differ. */
export type Rank = "unassigned" | "phase" | "unready" | "deletion-cost" | "crowded-node" | "ready-for-shorter" | "restarts" | "younger" | "chance";

/** The properties of a pod that are compared. */
interface Candidate {
  readonly pod: StoredPod;
  readonly assigned: number;
  readonly phase: number;
  readonly ready: number;
  readonly cost: number;
  readonly crowd: number;
  readonly readySince: Moment;
  readonly restarts: number;
  readonly created: Moment;
}

/** A time as the API writes it (empty if absent), and its age as a power of two. */
interface Moment {
  readonly text: string;
  readonly age: number;
}

interface Comparison {
  readonly rank: Rank;
  /** Negative if the first pod is deleted first. */
  readonly order: number;
}

/**
 * Pods in the order in which a ReplicaSet deletes them, each with the rank that put it before the first pod that stays.
 * `related` are all pods of the ReplicaSets with the same owner: pods on a node with many of them are deleted first.
 */
export function victims(
  pods: readonly StoredPod[],
  related: readonly StoredPod[],
  count: number,
  now: Millis,
): { pod: StoredPod; rank: Rank | undefined }[] {
  if (count >= pods.length) return pods.map((pod) => ({ pod, rank: undefined }));
  const crowds = new Map<string, number>();
  for (const { spec } of related.filter(isActive)) crowds.set(spec.nodeName ?? "", (crowds.get(spec.nodeName ?? "") ?? 0) + 1);
  const sorted = pods.map((pod) => candidate(pod, crowds, now)).sort((a, b) => judge(a, b).order);
  const spared = sorted[count]!;
  return sorted.slice(0, count).map((victim) => ({ pod: victim.pod, rank: judge(victim, spared).rank }));
}

function candidate(pod: StoredPod, crowds: ReadonlyMap<string, number>, now: Millis): Candidate {
  const { metadata, spec } = pod;
  const ready = conditionOf(pod, "Ready");
  return {
    pod,
    assigned: spec.nodeName ? 1 : 0,
    phase: progress(pod),
    ready: ready?.status === "True" ? 1 : 0,
    cost: deletionCost(pod),
    crowd: crowds.get(spec.nodeName ?? "") ?? 0,
    readySince: momentOf(ready?.status === "True" ? (ready.lastTransitionTime ?? "") : "", now),
    restarts: restartsOf(pod),
    created: momentOf(metadata.creationTimestamp, now),
  };
}

/** Ages count by powers of two of nanoseconds. */
function momentOf(text: string, now: Millis): Moment {
  const millis = now - (parseTime(text) ?? now);
  return { text, age: millis > 0 ? Math.floor(Math.log2(millis * 1e6)) : -1 };
}

const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** The phase as a rank: pending pods are deleted before running ones. */
export function progress({ status }: StoredPod): number {
  return phases[status.phase ?? ""] ?? 1;
}

/** The highest restart count among a pod's containers. */
export function restartsOf({ status }: StoredPod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount = 0 }) => restartCount));
}

/** Ages are compared as powers of two, so that chance decides between pods of similar age. */
function judge(a: Candidate, b: Candidate): Comparison {
  if (a.assigned !== b.assigned) return { rank: "unassigned", order: a.assigned - b.assigned };
  if (a.phase !== b.phase) return { rank: "phase", order: a.phase - b.phase };
  if (a.ready !== b.ready) return { rank: "unready", order: a.ready - b.ready };
  if (a.cost !== b.cost) return { rank: "deletion-cost", order: a.cost - b.cost };
  if (a.crowd !== b.crowd) return { rank: "crowded-node", order: b.crowd - a.crowd };
  if (a.readySince.text !== b.readySince.text) return byAge("ready-for-shorter", a.readySince, b.readySince) ?? byChance(a, b);
  if (a.restarts !== b.restarts) return { rank: "restarts", order: b.restarts - a.restarts };
  return byAge("younger", a.created, b.created) ?? byChance(a, b);
}

function byAge(rank: Rank, a: Moment, b: Moment): Comparison | undefined {
  return a.age === b.age ? undefined : { rank, order: a.age - b.age };
}

/** Kubernetes compares random uids here; we delete the youngest pod first. */
function byChance(a: Candidate, b: Candidate): Comparison {
  return { rank: "chance", order: byCreation(b.pod, a.pod) };
}

function deletionCost({ metadata }: StoredPod): number {
  const text = metadata.annotations?.["controller.kubernetes.io/pod-deletion-cost"] ?? "0";
  return /^(0|[+-]?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}
