import assert from "node:assert/strict";
import { test } from "node:test";
import { totalOf } from "../../../engine/core/decision.ts";
import { node, pod, schedulerOf } from "./clusters.ts";

test("a pod goes to the emptiest node, and the decision shows every plugin's part", () => {
  const scheduler = schedulerOf([node("a"), node("b"), pod("old", { cpu: "2", memory: "4Gi", nodeName: "a" })]);
  const decision = scheduler.decide(pod("new", { cpu: "1", memory: "2Gi" }));
  assert(decision.is === "placed");
  assert.equal(decision.node, "b");
  assert.deepEqual(decision.scores?.nodes, ["a", "b"]);
  assert.deepEqual(
    decision.scores.nodes.map((_, row) => totalOf(decision.scores!, row)),
    [300 + 25 + 75, 300 + 75 + 75],
  );
});

test("a pod that fits nowhere is told why, node by node and in one sentence", () => {
  const taints = [{ key: "gpu", effect: "NoSchedule" }];
  const decision = schedulerOf([node("a"), node("b"), node("c", { taints })]).decide(pod("big", { cpu: "5" }));
  assert(decision.is === "unplaced");
  assert.equal(
    decision.message,
    "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, " +
      "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
  );
  assert.equal(decision.reasons, "1 node(s) had untolerated taint(s), 2 Insufficient cpu");
  assert.deepEqual(decision.refused, [
    { plugin: "NodeResourcesFit", code: "UnschedulableAndUnresolvable", reasons: ["Insufficient cpu"], scarce: ["cpu"], nodes: ["a", "b"] },
    { plugin: "TaintToleration", code: "UnschedulableAndUnresolvable", reasons: ["node(s) had untolerated taint(s)"], nodes: ["c"] },
  ]);
});

test("among equals the first by name wins, n10 before n2, or a lot is drawn", () => {
  const nodes = ["n2", "n10", "n3"].map((name) => node(name));
  const placed = (options?: Parameters<typeof schedulerOf>[1]): string | undefined => {
    const decision = schedulerOf(nodes, options).decide(pod("p"));
    return decision.is === "placed" ? decision.node : undefined;
  };
  assert.equal(placed(), "n10");
  assert.equal(placed({ random: () => 0.5 }), "n2");
  assert.equal(placed({ random: () => 0.99 }), "n3");
});

test("a pod is counted where it was put before anybody has bound it, until that is taken back", () => {
  const scheduler = schedulerOf([node("a", { allocatable: { cpu: "1" } })]);
  const first = pod("first", { cpu: "1" });
  assert.equal(scheduler.schedule(first).is, "placed");
  assert.equal(scheduler.schedule(pod("second", { cpu: "1" })).is, "unplaced");
  scheduler.forget(first);
  assert.equal(scheduler.schedule(pod("second", { cpu: "1" })).is, "placed");
});

test("an important pod may evict unimportant ones, as few as will do", () => {
  const victims = ["v1", "v2", "v3"].map((name) => pod(name, { cpu: "1", nodeName: "a" }));
  const decision = schedulerOf([node("a", { allocatable: { cpu: "3" } }), ...victims]).decide(pod("urgent", { cpu: "2", priority: 1000 }));
  assert(decision.is === "unplaced");
  assert.deepEqual(decision.preemption?.candidates, [
    { node: "a", pdbViolations: 0, victims: ["v2", "v3"].map((name) => ({ namespace: "default", name })) },
  ]);
});

test("pods that are not the scheduler's business are passed over", () => {
  const scheduler = schedulerOf([node("a")]);
  const because = (spec: Parameters<typeof pod>[1]): unknown => {
    const decision = scheduler.decide(pod("p", spec));
    return decision.is === "skipped" ? decision.because : decision.is;
  };
  assert.equal(because({ nodeName: "a" }), "bound");
  assert.equal(because({ schedulerName: "mine" }), "another scheduler's");
  assert.equal(because({ schedulingGates: [{ name: "wait" }] }), "gated");
  assert.equal(because({ metadata: { name: "p", deletionTimestamp: "2026-01-01T00:00:00Z" } }), "terminating");
});

test("a node that changes, goes and comes back is seen as it is", () => {
  const scheduler = schedulerOf([node("a"), pod("old", { cpu: "3", nodeName: "a" })]);
  const fits = (): boolean => scheduler.decide(pod("new", { cpu: "2" })).is === "placed";
  assert.equal(fits(), false);
  scheduler.set(node("a", { allocatable: { cpu: "8" } }));
  assert.equal(fits(), true);
  scheduler.remove(node("a"));
  assert.equal(scheduler.decide(pod("new")).is, "unplaced");
  scheduler.set(node("a"));
  assert.equal(fits(), false, "its pods are still there");
});
