import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fencepostsOf, type StoredDeployment } from "../../../engine/controllers/deployment/shape.ts";
import { controllerOf } from "../../../engine/core/objects.ts";
import { isActive, isReady, type StoredPod } from "../../../engine/core/pods.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import { apply, rehearsal, ticks } from "../../support/rollouts.ts";
import { checkRollout, deployment, type Shape } from "../../support/simulations.ts";

test("surge 1, unavailable 0: never below 3 pods, never above 4", () =>
  checkRollout(
    { replicas: 3, maxSurge: 1, maxUnavailable: 0 },
    `
    old 3 3 2 2 1 1 0
    new 0 1 1 2 2 3 3
  `,
  ));

test("surge 0, unavailable 1: never below 2 pods, never above 3", () =>
  checkRollout(
    { replicas: 3, maxSurge: 0, maxUnavailable: 1 },
    `
    old 3 2 2 1 1 0 0
    new 0 0 1 1 2 2 3
  `,
  ));

test("all at once: as many again, then none of the old", () =>
  checkRollout(
    { replicas: 4, maxSurge: "100%", maxUnavailable: 0 },
    `
    old 4 4 0
    new 0 4 4
  `,
  ));

test("both shares round to nothing: one may be missing all the same", () =>
  checkRollout(
    { replicas: 2, maxSurge: 0, maxUnavailable: "10%" },
    `
    old 2 1 1 0 0
    new 0 0 1 1 2
  `,
  ));

const bound = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 100 }).map((share) => `${share}%`),
);
const shapes: fc.Arbitrary<Shape> = fc
  .record({ replicas: fc.integer({ min: 0, max: 10 }), maxSurge: bound, maxUnavailable: bound })
  .filter(({ maxSurge, maxUnavailable }) => parseInt(`${maxSurge}`) > 0 || parseInt(`${maxUnavailable}`) > 0);

/** What may happen in the middle of a rollout. */
const happenings: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ tick: true }),
  fc
    .record({ owner: fc.constantFrom("web#1", "web#2", "web#3"), pick: fc.integer({ min: 1, max: 4 }) })
    .chain((selection) => fc.constantFrom<Step>({ ready: selection }, { unready: selection }, { crash: selection })),
);

/** Watches a rollout, and says how many pods there were at most and how many of them the controller left available at least. */
function watched(shape: Shape, steps: readonly Step[]): { most: number; takenBelow: number; floor: number; ceiling: number } {
  let [most, takenBelow] = [0, Infinity];
  const cluster = rehearsal({
    watch: (command, by, store) => {
      const pods = store.list<StoredPod>("Pod").filter(isActive);
      most = Math.max(most, pods.length);
      if (by === "replicaset-controller" && command.do === "delete") takenBelow = Math.min(takenBelow, pods.filter(isReady).length);
    },
  });
  cluster.play(apply(deployment(1, shape)), { ready: { pick: "all" } }, apply(deployment(2, shape)), ...steps);
  const { floor, ceiling } = fencepostsOf(cluster.store.list<StoredDeployment>("Deployment")[0]!);
  return { most, takenBelow, floor, ceiling };
}

test("never more pods than replicas and surge together", () =>
  fc.assert(
    fc.property(shapes, fc.array(happenings, { maxLength: 12 }), (shape, steps) => {
      const { most, ceiling } = watched(shape, steps);
      assert.ok(most <= ceiling, `${most} pods, ${ceiling} allowed`);
    }),
    { numRuns: 60 },
  ));

test("never fewer available than the floor by the controller's own hand", () =>
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 24 }), (shape, count) => {
      const { takenBelow, floor } = watched(shape, ticks(count));
      assert.ok(takenBelow >= floor, `${takenBelow} left, ${floor} must stay`);
    }),
    { numRuns: 60 },
  ));

test("however it went, a rollout that is let alone completes, and then nothing stirs", () =>
  fc.assert(
    fc.property(shapes, fc.array(happenings, { maxLength: 8 }), (shape, steps) => {
      const cluster = rehearsal();
      cluster.play(apply(deployment(1, shape)), apply(deployment(2, shape)), ...steps);
      cluster.play({ ready: { pick: "all" } });
      cluster.calm();
      for (let i = 0; i < 12; i++) cluster.play({ ready: { pick: "all" } }, { finish: true });
      const pods = cluster.store.list<StoredPod>("Pod");
      assert.equal(pods.length, shape.replicas);
      assert.ok(pods.every((pod) => isReady(pod) && controllerOf(pod)?.kind === "ReplicaSet"));
      const before = cluster.writes();
      cluster.wait(1000);
      assert.equal(cluster.writes(), before);
    }),
    { numRuns: 40 },
  ));
