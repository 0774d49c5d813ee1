import assert from "node:assert/strict";
import { test } from "node:test";
import type { Step } from "../../../engine/rehearsal/script.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import { performLine } from "../../../kubectl/rehearsal/perform.ts";
import { deployment, node } from "../../support/simulations.ts";

const budget = (minAvailable: number) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "web" },
  spec: { minAvailable, selector: { matchLabels: { app: "web" } } },
});

/** Two pods on one node and one to spare, and then the node is drained. */
function drained(minAvailable: number, ...steps: readonly Step[]): Trace {
  const before = [deployment(1, { replicas: 2 }), budget(minAvailable)];
  const [n1, n2] = [node("n1"), node("n2")];
  const script = steps.map((step, i) => ({ at: 1000 + i, step }));
  return simulate({ cluster: [n1, n2], before, after: [], script, kubectl: performLine });
}

/** When evicted pods were replaced. */
function replaced({ actions, from }: Trace): number[] {
  return actions.filter(({ what, about }) => what.is === "create" && about.kind === "Pod").map(({ at }) => at - from);
}

const rows = ({ actions }: Trace) => actions.filter(({ what }) => what.is === "blocked");

for (const [how, ...steps] of [
  ["as a line", { kubectl: "cordon n2" }, { kubectl: "drain n1 n2" }],
  ["as steps", { evict: { node: "n1", pick: "all" } }, { evict: { node: "n2", pick: "all" } }],
] as const)
  test(`a drain tries again until the budget lets it, ${how}`, () => {
    const trace = drained(1, ...steps, { kubectl: "uncordon n1" });
    assert.equal(rows(trace).length, 1);
    const [first = 0, second = 0, ...more] = replaced(trace);
    assert.deepEqual([second > first, (second - first) % 5000, more], [true, 0, []]);
  });

test("what a budget blocks is one row that names the pod and the budget", () => {
  const trace = drained(2, { kubectl: "drain n1 n2 --ignore-daemonsets" });
  assert.deepEqual(replaced(trace), []);
  assert.equal(rows(trace).length, 2);
  const [row] = rows(trace);
  assert.equal(row?.why.rule, "eviction-blocked");
  assert.deepEqual(row?.why.fields, [{ object: { kind: "PodDisruptionBudget", namespace: "default", name: "web" }, field: "spec.minAvailable" }]);
  assert.deepEqual(
    trace.events.filter(({ reason }) => reason === "Refused"),
    [],
  );
});

test("the pods of a Deployment are evicted by its name, or by that of a revision", () => {
  for (const owner of ["web", "web#1"]) assert.equal(replaced(drained(1, { evict: { owner } })).length, 1, owner);
  assert.deepEqual(replaced(drained(1, { evict: { owner: "web#2" } })), []);
});
