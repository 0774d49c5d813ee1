import assert from "node:assert/strict";
import { test } from "node:test";
import { storyOf } from "../../../../client/preview/story/storyOf.ts";
import { controllerOf, keyOf, type StoredObject } from "../../../../engine/core/objects.ts";
import type { StoredPod } from "../../../../engine/core/pods.ts";
import { type Scenario, simulate } from "../../../../engine/rehearsal/simulate.ts";
import { cronJob, job, load, scaler, story, web } from "../../../support/stories.ts";

const stories: Readonly<Record<string, Scenario>> = {
  "a rollout": story([web("nginx:1")], [web("nginx:2")]),
  "a rollback on the way": story([web("nginx:1")], [web("nginx:2")], { script: [{ at: 9000, step: { rollback: { name: "web" } } }] }),
  "a node is lost": story([web("nginx:1")], [web("nginx:1")], { script: [{ at: 1000, step: { removeNode: "n1" } }] }),
  "a CronJob with its history": story([], [cronJob("* * * * *")]),
  "a Job that lives for ten seconds": story([], [job({ ttlSecondsAfterFinished: 10 })]),
  "a load": story([web("nginx:1"), scaler], [web("nginx:1"), scaler], { script: [load(5000, 200), load(60_000, 20)] }),
};

for (const [name, scenario] of Object.entries(stories)) {
  test(`every row counts what the cluster has: ${name}`, () => {
    const trace = simulate(scenario);
    const { steps, workloads } = storyOf(trace);
    for (const [i, step] of steps.entries()) {
      const { kind = "", name: owner = "" } = workloads[step.workload]?.ref ?? {};
      if (kind === "") continue;
      const cluster = new Map<string, StoredObject>();
      for (const { key, object } of trace.versions.slice(0, step.after)) {
        if (object) cluster.set(key, object);
        else cluster.delete(key);
      }
      const own = [...cluster.values()].filter((object) => isBelow(object, kind, owner, cluster));
      const pods = own.filter((object) => object.kind === "Pod").map((object) => object as StoredPod);
      const there = pods.filter(({ metadata, status }) => !metadata.deletionTimestamp && status.phase !== "Succeeded" && status.phase !== "Failed");
      const ready = there.filter(({ status }) => status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True"));
      const sets = own.filter((object) => object.kind === "ReplicaSet").map((set) => (set as { spec?: { replicas?: number } }).spec?.replicas ?? 0);
      const wanted = kind === "Deployment" ? sets.reduce((sum, size) => sum + size, 0) : there.length;
      assert.deepEqual({ row: i, all: step.old + step.new, ready: step.ready }, { row: i, all: wanted, ready: ready.length });
      assert.ok(Math.min(step.old, step.new, step.ready) >= 0);
    }
  });
}

test("rows before a rollback keep their names", () => {
  const { steps } = storyOf(simulate(stories["a rollback on the way"]!));
  const [first] = steps.filter(({ what, about }) => what.is === "create" && about.kind === "ReplicaSet");
  assert.equal(first?.isNew, true);
});

/** Whether a chain of owners leads from an object up to a workload. */
function isBelow(object: StoredObject, kind: string, name: string, cluster: ReadonlyMap<string, StoredObject>): boolean {
  const owner = controllerOf(object);
  if (!owner) return object.kind === kind && object.metadata.name === name;
  if (owner.kind === kind && owner.name === name) return true;
  const above = cluster.get(keyOf({ kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" }));
  return above !== undefined && isBelow(above, kind, name, cluster);
}
