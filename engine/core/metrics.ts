import type { Millis } from "./objects.ts";
import type { StoredPod } from "./pods.ts";

/** What a pod uses: `cpu` in millicores and `memory` in Mi of its first container, `side/cpu` of another one, and custom metrics by name. */
export type Usage = Readonly<Record<string, number>>;

/** What the metrics APIs say at this moment. */
export interface Metrics {
  /** How often autoscalers look, in milliseconds: every 15 seconds in a cluster as shipped. */
  readonly period: Millis;
  /** How long an autoscaler is there before anybody looks at it: as shipped, a period. At once if not said. */
  readonly first?: Millis;
  /** Whether anybody answers for the metrics of resources; somebody does if not said. */
  readonly isServed?: boolean;
  /** What running pods use; those of which nothing is known are left out. */
  usageOf(pods: readonly StoredPod[]): ReadonlyMap<StoredPod, Usage>;
  /** A metric of an object (`Service/front/hits`), or an external one (`external/queue`), which may have several values. */
  valuesOf(name: string): readonly number[];
}

/** A cluster whose metrics APIs know nothing. */
export const noMetrics: Metrics = { period: 15_000, usageOf: () => new Map(), valuesOf: () => [] };
