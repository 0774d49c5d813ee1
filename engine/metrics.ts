import type { Millis } from "./objects.ts";
import type { StoredPod } from "./pods.ts";

/** What the metrics APIs say at this moment. */
export interface Metrics {
  /** How often autoscalers look, in milliseconds: every 15 seconds in a cluster as shipped. */
  readonly period: Millis;
  /**
   * What a running pod uses: `cpu` in millicores and `memory` in Mi of its first container, `side/cpu` of another one, and custom metrics by name.
   * Nothing where nothing is known of it.
   */
  usageOf(pod: StoredPod): Readonly<Record<string, number>> | undefined;
  /** A metric of an object (`Service/front/hits`), or an external one (`external/queue`), which may have several values. */
  valuesOf(name: string): readonly number[];
}

export const noMetrics: Metrics = { period: 15_000, usageOf: () => undefined, valuesOf: () => [] };
