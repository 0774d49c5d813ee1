import type { Usage } from "../../core/metrics.ts";
import type { Millis } from "../../core/objects.ts";
import { isReady, type StoredPod } from "../../core/pods.ts";
import { group, isAnythingKnown, isIgnored, type Measured, requestsByPod, usageByPod } from "./podUsage.ts";

/** The tolerance: how far the ratio of usage to target may be from 1 before the autoscaler scales. */
export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/** The scale target as an autoscaler sees it. */
export interface Target {
  readonly namespace: string;
  /** The desired and the current replicas. */
  readonly spec: number;
  readonly status: number;
  readonly pods: readonly StoredPod[];
  readonly usage: ReadonlyMap<StoredPod, Usage>;
  readonly tolerances: Tolerances;
}

/** How many replicas one metric asks for, and the measured value, in thousandths. */
export interface Proposal {
  readonly replicas: number;
  readonly usage: number;
  /** In per cent of the request. */
  readonly utilization?: number;
}

/** Replicas for a usage by pod: an average in thousandths, or in per cent of the request. An error message if they cannot be computed. */
export function byPods(
  measured: Measured,
  goal: { readonly average: number } | { readonly utilization: number },
  target: Target,
  now: Millis,
): Proposal | string {
  const usage = usageByPod(target.usage, measured);
  if (!isAnythingKnown(target.usage, measured)) return nothingKnown(measured);
  if (target.pods.length === 0) return "no pods returned by selector while calculating replica count";
  const resource = measured.is === "resource" ? measured.resource : undefined;
  const { ready, unready, missing } = group(target.pods, usage, resource, now);
  for (const pod of target.pods) if (isIgnored(pod) || unready.includes(pod)) usage.delete(pod);
  if (usage.size === 0) return "did not receive metrics for targeted pods (pods might be unready)";
  const requests =
    "utilization" in goal && measured.is === "resource"
      ? requestsByPod(target.pods, measured.resource, measured.container)
      : new Map<StoredPod, number>();
  if (typeof requests === "string") return requests;
  const gauge: Gauge = "utilization" in goal ? (of) => utilization(of, requests, goal.utilization) : (of) => average(of, goal.average);
  const reading = gauge(usage);
  if (Number.isNaN(reading.ratio)) return "no metrics returned matched known pods";
  const { ratio, ...seen } = reading;
  const upWithUnready = unready.length > 0 && ratio > 1;
  if (!upWithUnready && missing.length === 0) {
    return { replicas: isWithin(ratio, target.tolerances) ? target.spec : Math.ceil(ratio * ready), ...seen };
  }
  // Missing metrics must not drive the decision: such pods count as at the target when scaling down, and as idle when scaling up.
  if (ratio !== 1) for (const pod of missing) usage.set(pod, ratio > 1 ? 0 : assumed(pod, goal, requests));
  if (upWithUnready) for (const pod of unready) usage.set(pod, 0);
  return { replicas: reconsidered(ratio, gauge(usage).ratio, usage.size, target), ...seen };
}

type Gauge = (usage: ReadonlyMap<StoredPod, number>) => { readonly ratio: number; readonly usage: number; readonly utilization?: number };

function average(usage: ReadonlyMap<StoredPod, number>, goal: number): { ratio: number; usage: number } {
  const mean = Math.trunc(total(usage.values()) / usage.size);
  return { ratio: mean / goal, usage: mean };
}

function utilization(
  usage: ReadonlyMap<StoredPod, number>,
  requests: ReadonlyMap<StoredPod, number>,
  goal: number,
): { ratio: number; usage: number; utilization: number } {
  const used = total(usage.values());
  const percent = Math.trunc((used * 100) / total([...usage.keys()].map((pod) => requests.get(pod) ?? 0)));
  return { ratio: percent / goal, usage: Math.trunc(used / usage.size), utilization: percent };
}

function assumed(
  pod: StoredPod,
  goal: { readonly average: number } | { readonly utilization: number },
  requests: ReadonlyMap<StoredPod, number>,
): number {
  return "average" in goal ? goal.average : Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, goal.utilization)) / 100);
}

/** The change after the assumptions: none if they would reverse its direction. */
function reconsidered(before: number, after: number, pods: number, { spec, tolerances }: Target): number {
  if (isWithin(after, tolerances) || (before < 1 && after > 1) || (before > 1 && after < 1)) return spec;
  const replicas = Math.ceil(after * pods);
  return (after < 1 && replicas > spec) || (after > 1 && replicas < spec) ? spec : replicas;
}

/** Replicas for one value of all pods together. */
export function byValue(usage: number, goal: number, target: Target): Proposal | string {
  const ratio = usage / goal;
  if (target.spec === 0) return { replicas: Math.ceil(ratio), usage };
  if (isWithin(ratio, target.tolerances)) return { replicas: target.spec, usage };
  if (target.pods.length === 0) return "unable to calculate ready pods: no pods returned by selector while calculating replica count";
  const ready = target.pods.filter((pod) => pod.status.phase === "Running" && isReady(pod)).length;
  return { replicas: Math.ceil(ratio * ready), usage };
}

/** Replicas for a value that is divided by the number of pods. */
export function byShare(usage: number, goal: number, { status, tolerances }: Target): Proposal {
  const replicas = isWithin(usage / (goal * status), tolerances) ? status : Math.ceil(usage / goal);
  return { replicas, usage: Math.ceil(usage / Math.max(status, 1)) };
}

function isWithin(ratio: number, { up, down }: Tolerances): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

function nothingKnown(measured: Measured): string {
  return measured.is === "custom"
    ? `unable to get metric ${measured.metric}: no metrics returned from custom metrics API`
    : `unable to get metrics for resource ${measured.resource}: no metrics returned from resource metrics API`;
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
