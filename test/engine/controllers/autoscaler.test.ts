import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ReplicaSet } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { apply, checkSteps, rehearsal, replicaSet, template } from "../../support/rollouts.ts";

function size(store: StoreView): number {
  return store.list<Stored<ReplicaSet>>("ReplicaSet")[0]!.spec.replicas!;
}

/** Pods that ask for 100m. */
const web = (replicas: number): Step => {
  const { metadata, spec } = template(1);
  const containers = spec.containers.map((container) => ({ ...container, resources: { requests: { cpu: "100m" } } }));
  return apply(replicaSet("web", 1, { replicas, template: { metadata, spec: { containers } } }));
};
const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } };
const scaler = (minReplicas: number, maxReplicas: number, behavior?: object): Step =>
  apply({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web" },
      minReplicas,
      maxReplicas,
      metrics: [cpu],
      ...(behavior && { behavior }),
    },
  });
const ready: Step = { ready: { pick: "all" } };
const load = (total: number): Step => ({ metrics: { web: { total } } });
const atOnce = { scaleDown: { stabilizationWindowSeconds: 0 } };
const sizeOf = (store: StoreView): string => `${size(store)}`;

test("as many pods as bring the load to its target", () =>
  checkSteps(
    [web(2), ready, load(300), scaler(1, 10, atOnce), ready, load(120)],
    sizeOf,
    `
    2
    2
    2
    6
    6
    3
  `,
  ));

test("two more pods at most every ten seconds", () =>
  checkSteps(
    [web(1), ready, load(900), scaler(1, 20, { scaleUp: { policies: [{ type: "Pods", value: 2, periodSeconds: 10 }] } }), { wait: 10 }, { wait: 10 }],
    sizeOf,
    `
    1
    1
    1
    3
    5
    7
  `,
  ));

test("scaling down waits for five minutes of calm", () =>
  checkSteps(
    [web(4), ready, load(200), scaler(1, 10), load(20), { wait: 280 }, { wait: 30 }],
    sizeOf,
    `
    4
    4
    4
    4
    4
    4
    1
  `,
  ));

test("whatever the load, never below the minimum and never above the maximum", () => {
  const loads = fc.array(fc.oneof(fc.integer({ min: 0, max: 5000 }).map(load), fc.constant<Step>({ metrics: { web: null } }), fc.constant(ready)), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 9 }), loads, (least, most, steps) => {
      const { store, play } = rehearsal();
      play(web(3), ready, scaler(least, most, atOnce));
      for (const step of steps) {
        play(step);
        assert.ok(size(store) >= least && size(store) <= most, `${size(store)} is outside of ${least} to ${most}`);
      }
    }),
    { numRuns: 40 },
  );
});
