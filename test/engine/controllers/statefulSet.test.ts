import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Step } from "../../../engine/rehearsal/script.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { node } from "../../support/simulations.ts";
import { apply, checkSteps, rehearsal, statefulSet, tick, ticks, versionOf } from "../../support/rollouts.ts";

/** The row: each pod's ordinal and version, then `.` while it is not ready and `x` while it ends. */
function row(store: StoreView): string {
  const pods = store.list<StoredPod>("Pod").map((pod) => ({ pod, ordinal: ordinalOf(pod) }));
  pods.sort((a, b) => a.ordinal - b.ordinal);
  return pods.map(({ pod, ordinal }) => `${ordinal}:v${versionOf(pod)}${isTerminating(pod) ? "x" : isReady(pod) ? "" : "."}`).join(" ") || "-";
}

function ordinalOf({ metadata }: { readonly metadata: { readonly name: string } }): number {
  return Number(metadata.name.split("-").at(-1));
}

const db = (version: number, spec: object = {}): Step => apply(statefulSet("db", version, spec));

test("pods start one after another, each once the one before is ready", () =>
  checkSteps(
    [db(1, { replicas: 3 }), ...ticks(3)],
    row,
    `
    0:v1.
    0:v1 1:v1.
    0:v1 1:v1 2:v1.
    0:v1 1:v1 2:v1
  `,
  ));

test("an update goes from the highest ordinal down, one pod at a time", () =>
  checkSteps(
    [db(1, { replicas: 2 }), ...ticks(2), db(2, { replicas: 2 }), ...ticks(4)],
    row,
    `
    0:v1.
    0:v1 1:v1.
    0:v1 1:v1
    0:v1 1:v1x
    0:v1 1:v2.
    0:v1x 1:v2
    0:v2. 1:v2
    0:v2 1:v2
  `,
  ));

test("pods below the partition keep the old revision, also when they are lost", () =>
  checkSteps(
    [
      db(1, { replicas: 2, podManagementPolicy: "Parallel" }),
      { ready: { pick: "all" } },
      db(2, { replicas: 2, podManagementPolicy: "Parallel", updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } }),
      tick,
      tick,
      { delete: { kind: "Pod", name: "db-0" } },
      tick,
    ],
    row,
    `
    0:v1. 1:v1.
    0:v1 1:v1
    0:v1 1:v1x
    0:v1 1:v2.
    0:v1 1:v2
    0:v1x 1:v2
    0:v1. 1:v2
  `,
  ));

test("with OrderedReady a fixed template does not repair a stuck update: the pod waits for a hand", () =>
  checkSteps(
    [
      db(1, { replicas: 1 }),
      tick,
      { stuck: "db#2" },
      db(2, { replicas: 1 }),
      tick,
      db(3, { replicas: 1 }),
      tick,
      { delete: { kind: "Pod", name: "db-0" } },
      tick,
      tick,
    ],
    row,
    `
    0:v1.
    0:v1
    0:v1
    0:v1x
    0:v2.
    0:v2.
    0:v2.
    0:v2x
    0:v3.
    0:v3
  `,
  ));

test("claims outlive their pods, unless they are to go with the scale", () => {
  const claims = (whenScaled: string): string[] => {
    const cluster = rehearsal();
    const volumeClaimTemplates = [
      { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
    ];
    const spec = {
      podManagementPolicy: "Parallel",
      volumeClaimTemplates,
      persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted: "Retain" },
    };
    cluster.play(db(1, { ...spec, replicas: 2 }), db(1, { ...spec, replicas: 1 }), { finish: true });
    return cluster.store.list("PersistentVolumeClaim").map(({ metadata }) => metadata.name);
  };
  assert.deepEqual(claims("Retain"), ["data-db-0", "data-db-1"]);
  assert.deepEqual(claims("Delete"), ["data-db-0"]);
});

const pod = fc.integer({ min: 0, max: 4 }).map((i) => `db-${i}`);
const happening: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(tick) },
  fc.record({ ready: fc.record({ pod }) }),
  fc.record({ unready: fc.record({ pod }) }),
  fc.record({ fail: fc.record({ pod }) }),
  fc.record({ delete: fc.record({ kind: fc.constant("Pod"), select: fc.record({ pod }) }) }),
  fc.integer({ min: 0, max: 5 }).map((replicas) => ({ scale: { kind: "StatefulSet", name: "db", replicas } })),
  fc.integer({ min: 2, max: 4 }).map((version) => ({
    patch: {
      kind: "StatefulSet",
      name: "db",
      patch: { spec: { template: { spec: { containers: [{ name: "app", image: `registry.example/app:${version}` }] } } } },
    },
  })),
);
const partitions = fc.integer({ min: 0, max: 4 });
const runs = { numRuns: 60 };

test("in order, no pod starts or goes while one below it is not ready, and the partition holds", () =>
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), partitions, (steps, partition) => {
      const cluster = rehearsal({
        watch: (command, by, store) => {
          if (by !== "statefulset-controller" || (command.do !== "create" && command.do !== "delete")) return;
          const about =
            command.do === "create"
              ? (command.object as { kind: string; metadata: { name: string } })
              : { kind: command.ref.kind, metadata: command.ref };
          if (about.kind !== "Pod" || command.why.rule === "replace-finished") return;
          const below = store.list<StoredPod>("Pod").filter((other) => ordinalOf(other) < ordinalOf(about));
          if (command.do === "create") assert.ok(below.every(isReady), `${about.metadata.name} did not wait`);
          if (command.why.rule === "highest-outdated") assert.ok(ordinalOf(about) >= partition && below.every(isReady));
        },
      });
      cluster.play(db(1, { replicas: 3, updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition } } }), ...steps);
    }),
    runs,
  ));

test("whatever happened, in the end there is one pod of each ordinal, all are up to date, and nothing moves any more", () =>
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), fc.constantFrom("OrderedReady", "Parallel"), (steps, podManagementPolicy) => {
      const cluster = rehearsal();
      cluster.play(db(1, { replicas: 3, podManagementPolicy }), ...steps);
      cluster.calm();
      const set = cluster.store.list<{ spec: { replicas: number } } & StoredPod>("StatefulSet")[0]!;
      const pods = cluster.store.list<StoredPod>("Pod");
      assert.deepEqual(
        pods.map(ordinalOf).sort((a, b) => a - b),
        [...Array(set.spec.replicas).keys()],
      );
      assert.ok(pods.every((pod) => isReady(pod) && pod.metadata.ownerReferences?.[0]?.uid === set.metadata.uid));
      assert.ok(new Set(pods.map(versionOf)).size <= 1);
      const before = cluster.writes();
      cluster.wait(3600);
      assert.equal(cluster.writes(), before);
    }),
    runs,
  ));

test("a rehearsal says when only a hand can help", () => {
  const stuckAt = (version: number) => ({ at: 0, step: { stuck: `db#${version}` } });
  const scenario = { cluster: [node("n1")], before: [statefulSet("db", 1, { replicas: 2 })], after: [statefulSet("db", 2, { replicas: 2 })] };
  const { outcome } = simulate({ ...scenario, script: [stuckAt(2), { at: 60_000, step: db(3, { replicas: 2 }) }] });
  assert.ok(outcome.is === "stuck");
  assert.deepEqual([outcome.why.rule, outcome.why.numbers], ["stuck-old-pod", { pod: "db-1" }]);
});
