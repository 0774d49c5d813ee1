import assert from "node:assert/strict";
import { test } from "node:test";
import { whatIf } from "../../../engine/scheduler/whatIf.ts";
import type { Pod } from "../../../schemas/generated/types.ts";
import { node, pod } from "./clusters.ts";

type Objects = Parameters<typeof whatIf>[1];

function check(waiting: Pod, objects: Objects, wanted: readonly object[]): void {
  assert.deepEqual(whatIf(waiting, objects), wanted);
}

test("a pod that finds a place needs no remedy", () => check(pod("p", { cpu: "1" }), [node("a")], []));

test("too large by half a CPU: one pod fewer, a smaller request or a bigger node", () => {
  const objects = [node("a", { allocatable: { cpu: "2" } }), node("b", { allocatable: { cpu: "1" } }), pod("old", { cpu: "500m", nodeName: "a" })];
  check(pod("p", { cpu: "2" }), objects, [
    { change: { is: "remove pod", node: "a", pod: { namespace: "default", name: "old" } }, node: "a" },
    {
      change: { is: "request less", amounts: [{ resource: "cpu", from: "2", to: "1500m" }] },
      node: "a",
      inSpec: [{ field: "containers[0].resources.requests.cpu", from: "2", to: "1500m" }],
    },
    { change: { is: "grow node", node: "a", amounts: [{ resource: "cpu", from: "2", to: "2500m" }] }, node: "a" },
  ]);
});

test("a node that is full of pods wants one fewer", () => {
  const objects = [node("a", { allocatable: { pods: "1" } }), pod("old", { nodeName: "a" })];
  check(pod("p"), objects, [{ change: { is: "remove pod", node: "a", pod: { namespace: "default", name: "old" } }, node: "a" }]);
});

test("a tainted node wants a toleration, a cordoned one to be opened", () => {
  const taints = [{ key: "dedicated", value: "gpu", effect: "NoSchedule" }];
  check(
    pod("p"),
    [node("a", { taints }), node("b", { unschedulable: true })],
    [
      {
        change: { is: "tolerate", taints },
        node: "a",
        inSpec: [{ field: "tolerations", add: { key: "dedicated", operator: "Equal", value: "gpu", effect: "NoSchedule" } }],
      },
      { change: { is: "uncordon", node: "b" }, node: "b" },
    ],
  );
});

test("a selector wants a label, on the node that lacks the fewest", () => {
  const objects = [node("a"), node("b", { labels: { disk: "ssd" } })];
  const waiting = pod("p", { nodeSelector: { disk: "ssd", zone: "x" } });
  check(waiting, objects, [{ change: { is: "label node", node: "b", labels: { zone: "x" } }, node: "b" }]);
});

test("an expression may want a label to go", () => {
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "old", operator: "DoesNotExist" }] }] },
  };
  check(
    pod("p", { affinity: { nodeAffinity } }),
    [node("a", { labels: { old: "yes" } })],
    [{ change: { is: "label node", node: "a", labels: { old: undefined } }, node: "a" }],
  );
});

test("what takes more than one change has no remedy", () => {
  const taints = [{ key: "k", effect: "NoSchedule" }];
  check(pod("p", { nodeSelector: { disk: "ssd" } }), [node("a", { taints })], []);
});
