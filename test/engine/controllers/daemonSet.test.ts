import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { targetOf } from "../../../engine/controllers/daemonSet/placement.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { isAvailable, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { apply, checkSteps, daemonSet, nodes, rehearsal, tick, ticks, versionOf } from "../../support/rollouts.ts";

/** What runs on each node: the version, then `.` while it is not ready and `x` while it ends. */
function sites(store: StoreView): string {
  const pods = store.list<StoredPod>("Pod").map((pod) => `${targetOf(pod)}:v${versionOf(pod)}${isTerminating(pod) ? "x" : isReady(pod) ? "" : "."}`);
  return pods.sort().join(" ") || "-";
}

const agent = (version: number, rollingUpdate: object = { maxUnavailable: 1 }, spec: object = {}): Step =>
  apply(daemonSet("agent", version, { updateStrategy: { type: "RollingUpdate", rollingUpdate }, ...spec }));
const everyReady: Step = { ready: { pick: "all" } };

test("every node gets one pod, a cordoned one too", () =>
  checkSteps([agent(1), tick], sites, "n1:v1. n2:v1.\nn1:v1 n2:v1.", [{ name: "n1" }, { name: "n2", unschedulable: true }]));

test("maxUnavailable 1: the old pod makes way first", () =>
  checkSteps(
    [agent(1), everyReady, agent(2), ...ticks(4)],
    sites,
    `
    n1:v1. n2:v1.
    n1:v1 n2:v1
    n1:v1x n2:v1
    n1:v2. n2:v1
    n1:v2 n2:v1x
    n1:v2 n2:v2.
    n1:v2 n2:v2
  `,
    nodes(2),
  ));

test("maxSurge 1: the new pod comes first", () =>
  checkSteps(
    [agent(1, { maxSurge: 1, maxUnavailable: 0 }), everyReady, agent(2, { maxSurge: 1, maxUnavailable: 0 }), ...ticks(2)],
    sites,
    `
    n1:v1. n2:v1.
    n1:v1 n2:v1
    n1:v1 n1:v2. n2:v1
    n1:v1x n1:v2 n2:v1 n2:v2.
    n1:v2 n2:v1 n2:v2.
  `,
    nodes(2),
  ));

test("a taint that only keeps new pods off lets the old one run", () =>
  checkSteps(
    [agent(1), everyReady, { taint: { node: "n2", key: "away", effect: "NoSchedule" } }, { delete: { kind: "Pod", select: { node: "n2" } } }, tick],
    sites,
    `
    n1:v1. n2:v1.
    n1:v1 n2:v1
    n1:v1 n2:v1
    n1:v1 n2:v1x
    n1:v1
  `,
    nodes(2),
  ));

test("a pod that fails again and again is left for longer each time", () => {
  const cluster = rehearsal();
  cluster.play(agent(1));
  const replaced = (seconds: number): boolean => {
    const before = cluster.store.list("Pod")[0]?.metadata.uid;
    if (seconds === 0) cluster.play({ fail: {} });
    else cluster.wait(seconds);
    return cluster.store.list("Pod")[0]?.metadata.uid !== before;
  };
  assert.deepEqual([replaced(0), replaced(0), replaced(2), replaced(0), replaced(0.1), replaced(2)], [true, false, true, false, false, true]);
});

const node = fc.integer({ min: 1, max: 4 }).map((i) => `n${i}`);
const happening: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(tick) },
  fc.record({ unready: fc.record({ node }) }),
  fc.record({ ready: fc.record({ node }) }),
  fc.record({ delete: fc.record({ kind: fc.constant("Pod"), select: fc.record({ node }) }) }),
  fc.integer({ min: 2, max: 4 }).map((version) => ({
    patch: {
      kind: "DaemonSet",
      name: "agent",
      patch: { spec: { template: { spec: { containers: [{ name: "app", image: `registry.example/app:${version}` }] } } } },
    },
  })),
);
const bounds = fc.oneof(
  fc.constantFrom(1, 2, "50%", "100%").map((maxUnavailable) => ({ maxUnavailable })),
  fc.constantFrom(1, "50%", "100%").map((maxSurge) => ({ maxSurge, maxUnavailable: 0 })),
);

test("never two pods of a kind on a node, no available pod is taken beyond the bounds, and in the end every node has a new one", () =>
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 20 }), bounds, (steps, rollingUpdate) => {
      const cluster = rehearsal({
        nodes: nodes(4),
        watch: (command, by, store) => {
          const running = store.list<StoredPod>("Pod").filter((pod) => !isTerminating(pod));
          const ofKind = new Set(running.map((pod) => `${targetOf(pod)} v${versionOf(pod)}`));
          if (command.do === "create") assert.equal(ofKind.size, running.length);
          if (command.do !== "delete" || command.why.rule !== "unavailable-allows" || by !== "daemonset-controller") return;
          const available = new Set(running.filter((pod) => isAvailable(pod, 0, 0)).map(targetOf)).size;
          assert.ok(4 - available <= Number(command.why.numbers["maxUnavailable"]), `${available} available`);
        },
      });
      cluster.play(agent(1, rollingUpdate), everyReady, ...steps);
      cluster.calm();
      const pods = cluster.store.list<StoredPod>("Pod");
      assert.deepEqual(new Set(pods.map(targetOf)), new Set(["n1", "n2", "n3", "n4"]));
      assert.equal(pods.length, 4);
      assert.equal(new Set(pods.map(versionOf)).size, 1);
    }),
    { numRuns: 60 },
  ));
