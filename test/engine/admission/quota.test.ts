import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { value } from "../../../api/quantity.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { amounts } from "../../../engine/quota/podResources.ts";
import type { StoredQuota } from "../../../engine/quota/quota.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { apply, checkSteps, rehearsal, replicaSet, template } from "../../support/rollouts.ts";

const quota = (hard: object, spec: object = {}): Step =>
  apply({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q" }, spec: { hard, ...spec } });
const web = (replicas: number): Step => apply(replicaSet("web", 1, { replicas }));
const pod = (name: string, requests?: object): Step => {
  const containers = template(1).spec.containers.map((container) => ({ ...container, ...(requests && { resources: { requests } }) }));
  return apply({ apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers } });
};

/** How many pods there are, and what the quota says of them. */
function count(store: StoreView): string {
  const { status } = store.list<StoredQuota>("ResourceQuota")[0]!;
  return `${store.list("Pod").length} pods, ${Object.entries(status.used ?? {})
    .map(([name, used]) => `${name} ${used}/${status.hard?.[name]}`)
    .join(" ")}`;
}

test("a controller makes as many pods as a quota allows, and the rest when it allows more", () =>
  checkSteps(
    [quota({ pods: "2" }), web(4), quota({ pods: "3" }), web(1), { finish: true }],
    count,
    `
    0 pods, pods 0/2
    2 pods, pods 2/2
    3 pods, pods 3/3
    3 pods, pods 3/3
    1 pods, pods 1/3
  `,
  ));

test("a pod that does not say what the quota counts is refused", () =>
  checkSteps(
    [quota({ "requests.cpu": "1" }), pod("silent"), pod("modest", { cpu: "400m" }), pod("greedy", { cpu: "700m" })],
    count,
    `
    0 pods, requests.cpu 0/1
    0 pods, requests.cpu 0/1
    1 pods, requests.cpu 400m/1
    1 pods, requests.cpu 400m/1
  `,
  ));

test("a quota of best effort counts only those that ask for nothing", () =>
  checkSteps(
    [quota({ pods: "1" }, { scopes: ["BestEffort"] }), pod("a"), pod("b"), pod("c", { cpu: "1" })],
    count,
    `
    0 pods, pods 0/1
    1 pods, pods 1/1
    1 pods, pods 1/1
    2 pods, pods 1/1
  `,
  ));

test("what is used is what is there, and never more than is allowed", () => {
  const name = fc.integer({ min: 1, max: 6 }).map((n) => `p${n}`);
  const step = fc.oneof(
    fc.tuple(name, fc.integer({ min: 1, max: 900 })).map(([of, milli]): Step => pod(of, { cpu: `${milli}m` })),
    name.map((of): Step => ({ delete: { kind: "Pod", name: of } })),
    fc.constant<Step>({ finish: true }),
    fc.constant<Step>({ succeed: {} }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { store, play } = rehearsal();
      play(quota({ pods: "4", "requests.cpu": "1500m" }));
      for (const each of steps) {
        play(each);
        const { status } = store.list<StoredQuota>("ResourceQuota")[0]!;
        const [used, hard] = [amounts(status.used), amounts(status.hard)];
        const counted = store.list<StoredPod>("Pod").filter((one) => one.status.phase !== "Succeeded").length;
        assert.equal(value(used.get("pods")!), counted);
        for (const [resource, limit] of hard) assert.ok(value(used.get(resource)!) <= value(limit));
      }
    }),
    { numRuns: 60 },
  );
});
