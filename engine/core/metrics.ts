import type { Millis } from "./objects.ts";
import type { StoredPod } from "./pods.ts";

/** What a pod uses: `cpu` in millicores and `memory` in Mi of its first container, `side/cpu` of another one, and custom metrics by name. */
export type Usage = Readonly<Record<string, number>>;

/** What the metrics APIs say at this moment. */
export interface Metrics {
  /** How often autoscalers sync, in milliseconds: every 15 seconds by default. */
  readonly period: Millis;
  /** How long after its creation an autoscaler is synced for the first time: one period by default in a cluster. At once if absent. */
  readonly first?: Millis;
  /** Whether the resource metrics API (metrics-server) answers; it does if absent. */
  readonly isServed?: boolean;
  /** What running pods use. Pods without known usage are left out. */
  usageOf(pods: readonly StoredPod[]): ReadonlyMap<StoredPod, Usage>;
  /** A metric of an object (`Service/front/hits`), or an external one (`external/queue`), which may have several values. */
  valuesOf(name: string): readonly number[];
}

/** A cluster whose metrics APIs know nothing. */
export const noMetrics: Metrics = { period: 15_000, usageOf: () => new Map(), valuesOf: () => [] };
