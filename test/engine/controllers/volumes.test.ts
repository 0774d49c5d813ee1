import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { standardClass } from "../../../engine/rehearsal/cluster.ts";
import type { Step } from "../../../engine/rehearsal/script.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import type { StoredClaim, StoredVolume } from "../../../engine/volumes/matching.ts";
import { apply, checkSteps, rehearsal, statefulSet, template } from "../../support/rollouts.ts";
import { node } from "../../support/simulations.ts";

/** Each claim with its volume, `?` while it waits and `!` once that is lost. */
function claims(store: StoreView): string {
  const all = store.list<StoredClaim>("PersistentVolumeClaim");
  return (
    all.map(({ metadata, spec, status }) => `${metadata.name}:${{ Pending: "?", Lost: "!" }[status.phase ?? ""] ?? spec.volumeName}`).join(" ") || "-"
  );
}

const volume = (name: string, storage: string, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name },
  spec: { capacity: { storage }, accessModes: ["ReadWriteOnce"], storageClassName: "c", hostPath: { path: "/v" }, ...spec },
});
const claim = (name: string, storage: string, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], storageClassName: "c", resources: { requests: { storage } }, ...spec },
});
const lazily = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "c" },
  provisioner: "kubernetes.io/no-provisioner",
  volumeBindingMode: "WaitForFirstConsumer",
};
const user = (name: string, spec: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { ...template(1).spec, ...spec } });

test("a claim gets the smallest volume that fits, and keeps what is kept for it", () =>
  checkSteps(
    [
      apply(volume("large", "9Gi"), volume("small", "1Gi"), volume("kept", "5Gi", { claimRef: { name: "mine" } })),
      apply(claim("a", "1Gi")),
      apply(claim("mine", "1Gi")),
      apply(claim("b", "2Gi"), claim("c", "1Gi")),
    ],
    claims,
    `
    -
    a:small
    a:small mine:kept
    a:small mine:kept b:large c:?
  `,
  ));

test("a claim waits for its first consumer, where its class says so", () =>
  checkSteps(
    [apply(lazily, volume("v", "1Gi"), claim("a", "1Gi")), apply(user("p", { volumes: [{ name: "d", persistentVolumeClaim: { claimName: "a" } }] }))],
    claims,
    `
    a:?
    a:v
  `,
  ));

test("an ephemeral volume's claim comes and goes with its pod", () => {
  const { store, play } = rehearsal();
  play(apply(volume("v", "1Gi"), user("p", { volumes: [{ name: "scratch", ephemeral: { volumeClaimTemplate: { spec: claim("", "1Gi").spec } } }] })));
  assert.equal(claims(store), "p-scratch:v");
  play({ delete: { kind: "Pod", name: "p" } }, { finish: true });
  assert.equal(claims(store), "-");
});

const set = statefulSet("db", 1, {
  replicas: 2,
  volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } }],
});

test("where nodes work by themselves, a driver makes the volumes", () => {
  const trace = simulate({ cluster: [node("n1"), standardClass], before: [], after: [set], script: [] });
  assert.equal(trace.outcome.is, "complete");
  const told = trace.events.filter(({ about }) => about.name === "data-db-0").map(({ reason }) => reason);
  assert.deepEqual(told, ["WaitForFirstConsumer", "ExternalProvisioning", "Provisioning", "ProvisioningSucceeded"]);
});

test("without a storage class a set is stuck, and says where to name one", () => {
  const { outcome } = simulate({ cluster: [node("n1")], before: [], after: [set], script: [] });
  assert.ok(outcome.is === "stuck");
  assert.equal(outcome.why.rule, "stuck-no-storage-class");
  assert.equal(outcome.why.fields[0]?.field, "spec.volumeClaimTemplates[0].spec.storageClassName");
});

const sizes = fc.integer({ min: 1, max: 4 }).map((n) => `${n}Gi`);
const made = (make: (name: string, size: string) => object) =>
  fc.tuple(fc.integer({ min: 1, max: 6 }), sizes).map(([n, size]): Step => apply(make(`o${n}`, size)));
const gone = (kind: string) => fc.integer({ min: 1, max: 6 }).map((n): Step => ({ delete: { kind, name: `o${n}` } }));

test("no volume is bound to two claims, and it knows the one that it is bound to", () => {
  const steps = fc.array(fc.oneof(made(volume), made(claim), gone("PersistentVolumeClaim"), gone("PersistentVolume")), { maxLength: 25 });
  fc.assert(
    fc.property(steps, (script) => {
      const { store, play } = rehearsal();
      play(...script);
      const bound = store.list<StoredClaim>("PersistentVolumeClaim").filter(({ status }) => status.phase === "Bound");
      assert.equal(new Set(bound.map(({ spec }) => spec.volumeName)).size, bound.length);
      for (const { metadata, spec } of bound) {
        const { spec: has } = store.get<StoredVolume>({ kind: "PersistentVolume", namespace: "", name: spec.volumeName! })!;
        assert.equal(has.claimRef?.uid, metadata.uid);
      }
    }),
    { numRuns: 60 },
  );
});
