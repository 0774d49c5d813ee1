import { scalableKinds } from "../../api/workloads.ts";
import { sameValue } from "../../api/equal.ts";
import { scaled } from "../../api/intOrString.ts";
import { matches } from "../../api/selector.ts";
import { formatTime, parseTime } from "../../api/time.ts";
import type { Condition, Deployment, PodDisruptionBudget, PodDisruptionBudgetStatus } from "../../schemas/generated/types.ts";
import { findCondition, withoutCondition } from "../core/conditions.ts";
import type { Controller, Sync, View } from "../core/controller.ts";
import { controllerOf, type Key, keyOfObject, type Millis, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../core/pods.ts";
import type { Change } from "../core/store.ts";

type Budget = Stored<PodDisruptionBudget>;

/** An evicted pod that still exists after this time counts as healthy again. */
const longestDisruption = 2 * 60_000;

/** The disruption controller: computes how many pods of a PodDisruptionBudget may be evicted now. It evicts none itself. */
export const disruptionController: Controller = {
  name: "disruption-controller",
  watches: ["PodDisruptionBudget", "Pod"],
  worksFor: "PodDisruptionBudget",
  concerns,
  *sync(ref, view) {
    const budget = view.store.get<Budget>(ref);
    if (budget) return yield* syncBudget(budget, view);
  },
};

function concerns({ key, before, after }: Change, { store }: View): Key[] {
  const { kind, metadata } = (after ?? before)!;
  if (kind === "PodDisruptionBudget") return [key];
  const isSelected = ({ spec }: Budget): boolean => [before, after].some((pod) => pod && matches(spec.selector, pod.metadata.labels));
  return store.list<Budget>("PodDisruptionBudget", metadata.namespace).filter(isSelected).map(keyOfObject);
}

function* syncBudget(budget: Budget, view: View): Sync {
  const { store, now } = view;
  const pods = store.select<StoredPod>("Pod", budget.metadata.namespace, budget.spec.selector);
  if (pods.length === 0) yield { do: "event", about: refOf(budget), type: "Normal", reason: "NoPods", message: "No matching pods found" };
  const needed = need(budget, pods, view);
  if ("failure" in needed) {
    const status = { ...budget.status, disruptionsAllowed: 0, conditions: withCondition(budget, "SyncFailed", needed.failure, now) };
    if (!sameValue(status, budget.status)) yield { do: "updateStatus", object: { ...budget, status } as Budget };
    return undefined;
  }
  const disruptedPods = stillExpected(budget, pods, now);
  const currentHealthy = pods.filter((pod) => !isTerminating(pod) && !(pod.metadata.name in disruptedPods) && isReady(pod)).length;
  const { expectedPods, desiredHealthy } = needed;
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const conditions = withCondition(budget, disruptionsAllowed > 0 ? "SufficientPods" : "InsufficientPods", "", now);
  const { generation } = budget.metadata;
  const status = { currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed, disruptedPods, observedGeneration: generation, conditions };
  if (!sameValue(status, budget.status)) yield { do: "updateStatus", object: { ...budget, status: status as PodDisruptionBudgetStatus } as Budget };
  const ends = Object.values(disruptedPods).map((at) => (parseTime(at) ?? now) + longestDisruption - now);
  return ends.length > 0 ? { inMillis: Math.max(1, Math.min(...ends)) } : undefined;
}

type Need = { readonly expectedPods: number; readonly desiredHealthy: number } | { readonly failure: string };

/** How many pods are expected, and how many must stay healthy. Percentages refer to the replicas of the pods' controllers and are rounded up. */
function need({ spec }: Budget, pods: readonly StoredPod[], view: View): Need {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable === undefined && typeof minAvailable === "number") return { expectedPods: pods.length, desiredHealthy: minAvailable };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const expected = expectedScale(pods, view);
  if (typeof expected === "string") return { failure: expected };
  if (maxUnavailable === undefined) return { expectedPods: expected, desiredHealthy: scaled(minAvailable ?? 0, expected, "up") ?? 0 };
  return { expectedPods: expected, desiredHealthy: Math.max(0, expected - (scaled(maxUnavailable, expected, "up") ?? 0)) };
}

/** The sum of the replicas of the pods' controllers; an error message if one has no scale. Pods without a controller do not count. */
function expectedScale(pods: readonly StoredPod[], view: View): number | string {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (!reference || scales.has(reference.uid!)) continue;
    const root = scalableOf(pod, view);
    if (!root) return `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`;
    scales.set(root.metadata.uid, (root as Stored<Deployment>).spec.replicas ?? 0);
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0);
}

/** The controller that determines the number of pods: for a Deployment's ReplicaSet, the Deployment. */
function scalableOf(object: StoredObject, view: View): StoredObject | undefined {
  const reference = controllerOf(object);
  const owner = reference && view.store.get({ kind: reference.kind!, namespace: object.metadata.namespace, name: reference.name! });
  if (!owner || owner.metadata.uid !== reference.uid || !scalableKinds.includes(owner.kind)) return undefined;
  return controllerOf(owner)?.kind === "Deployment" ? scalableOf(owner, view) : owner;
}

/** Evicted pods whose deletion was not seen yet. */
function stillExpected({ status }: Budget, pods: readonly StoredPod[], now: Millis): Record<string, string> {
  const there = new Set(pods.filter((pod) => !isTerminating(pod)).map(({ metadata }) => metadata.name));
  return Object.fromEntries(
    Object.entries(status.disruptedPods ?? {}).filter(([name, at]) => there.has(name) && (parseTime(at) ?? 0) + longestDisruption > now),
  );
}

function withCondition({ metadata, status }: Budget, reason: string, message: string, now: Millis): Condition[] {
  const old = findCondition(status.conditions, "DisruptionAllowed");
  const value = reason === "SufficientPods" ? "True" : "False";
  const lastTransitionTime = old?.status === value ? old.lastTransitionTime : formatTime(now);
  const condition = { type: "DisruptionAllowed", status: value, reason, message, lastTransitionTime, observedGeneration: metadata.generation };
  return [...withoutCondition(status.conditions, "DisruptionAllowed"), condition];
}
