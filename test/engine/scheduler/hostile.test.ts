import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KubernetesObject } from "../../../api/object.ts";
import type { ScoreTable } from "../../../engine/core/decision.ts";
import { node, pod, schedulerOf } from "./clusters.ts";

const inRange = ({ weighted }: ScoreTable): boolean => weighted.every((score) => score >= 0 && score <= 300);

test("absurd amounts give scores that are numbers, and no pod more than a node holds", () => {
  const amount = fc.constantFrom(
    "0",
    "-5",
    "1e400",
    "9223372036854775807",
    "1n",
    "99999999999999999999Ei",
    "",
    "x",
    "1e-9",
    "0.0000001",
    "NaN",
    "Infinity",
  );
  fc.assert(
    fc.property(amount, amount, amount, amount, (cpu, memory, wantedCpu, wantedMemory) => {
      const scheduler = schedulerOf([node("a", { allocatable: { cpu, memory } }), node("b")]);
      for (const name of ["p", "q"]) {
        const decision = scheduler.schedule(pod(name, { cpu: wantedCpu, memory: wantedMemory }));
        assert(decision.is !== "placed" || inRange(decision.scores!));
        assert(decision.is !== "unplaced" || !/NaN|undefined|Infinity/.test(decision.message));
      }
    }),
  );
});

test("a node without a status takes nothing, and one of nothing but a kind harms nobody", () => {
  const scheduler = schedulerOf([{ kind: "Node" }, { kind: "Node", metadata: { name: "bare" } }, {}] as KubernetesObject[]);
  const decision = scheduler.decide(pod("p"));
  assert.match(decision.is === "unplaced" ? decision.message : "", /2 Too many pods/);
});

test("100,000 labels, and labels named like what every JavaScript object has", () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key-${i}`, `${i}`]));
  const topologyKey = "constructor";
  const labelSelector = { matchLabels: { "key-99999": "99999" } };
  const spread = { maxSkew: 1, topologyKey, whenUnsatisfiable: "DoNotSchedule", labelSelector };
  const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "toString", labelSelector }] };
  const scheduler = schedulerOf([node("a", { labels: many }), node("b", { labels: { constructor: "x" } })]);
  const wanting = pod("p", { metadata: { name: "p", labels: many }, topologySpreadConstraints: [spread], affinity: { podAntiAffinity } });
  const decision = scheduler.schedule(wanting);
  assert.equal(decision.is === "placed" && decision.node, "b");
});

test("pods in namespaces that point at each other are placed all the same", () => {
  const namespaces = ["a", "b"].map((name) => ({ kind: "Namespace", metadata: { name, labels: { kind: "ring" } } }));
  const namespaceSelector = { matchLabels: { kind: "ring" } };
  const scheduler = schedulerOf([...namespaces, node("n1"), node("n2")]);
  const nodes = ["a", "b"].map((namespace) => {
    const term = { topologyKey: "kubernetes.io/hostname", namespaceSelector, labelSelector: {} };
    const decision = scheduler.schedule(
      pod("p", { metadata: { name: "p", namespace }, affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }),
    );
    return decision.is === "placed" ? decision.node : decision;
  });
  assert.deepEqual(nodes, ["n1", "n2"]);
});
