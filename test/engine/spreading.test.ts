import assert from "node:assert/strict";
import { test } from "node:test";
import { Simulation } from "../../engine/rehearsal/simulate.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import { deployment, node } from "../support/simulations.ts";

const zones = ["a", "a", "a", "b"];
const nodes = zones.map((zone, i) => {
  const made = node(`n${i}`);
  const labels = { "kubernetes.io/hostname": `n${i}`, "topology.kubernetes.io/zone": zone };
  return { ...made, metadata: { ...made.metadata, labels } };
});

test("the one node of a small zone gets more pods of a ReplicaSet than its share, since they spread over zones, too", () => {
  const pods = placed([deployment(1, { replicas: 6 })]);
  assert.deepEqual(
    countBy(pods, ({ spec }) => zones[Number(spec.nodeName?.slice(1))]!),
    { a: 4, b: 2 },
  );
});

test("a pod that names no class has the priority of the cluster's default class", () => {
  const classes = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "usual" }, value: 7, globalDefault: true };
  const [pod] = placed([classes, deployment(1, { replicas: 1 })]);
  assert.deepEqual([pod?.spec.priorityClassName, pod?.spec.priority], ["usual", 7]);
});

function placed(after: readonly unknown[]): StoredPod[] {
  const simulation = new Simulation({ cluster: nodes, before: [], after, script: [] });
  simulation.run();
  return simulation.state().stage.plane.store.objects.filter(({ kind }) => kind === "Pod") as StoredPod[];
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
