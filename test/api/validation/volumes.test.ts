import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, sentences } from "../../support/faults.ts";

const claim = (spec: string) =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], ${spec}}}`;
const volume = (spec: string) =>
  `{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, ${spec}}}`;
const size = (amount: string) => `resources: {requests: {storage: ${amount}}}`;

test("a claim asks for storage", () => {
  assert.deepEqual(faults(claim("")), ["spec.resources[storage] Required"]);
  assert.deepEqual(faults(claim(size("0"))), ["spec.resources[storage] Invalid"]);
  assert.deepEqual(faults(claim(size("1Gi"))), []);
});

test("a claim's data source of an unknown kind is dropped, unless a reference says it too", () => {
  const source = "{kind: Backup, name: x}";
  assert.deepEqual(faults(claim(`${size("1Gi")}, dataSource: ${source}`)), []);
  assert.deepEqual(faults(claim(`${size("1Gi")}, dataSourceRef: ${source}`)), ["spec.dataSource Invalid", "spec.dataSourceRef Invalid"]);
});

test("a claim that is not bound can't be changed", () => {
  assert.deepEqual(faults(claim(size("2Gi")), claim(size("1Gi"))), ["spec Forbidden"]);
  assert.deepEqual(faults(claim(`${size("1Gi")}, storageClassName: fast`), claim(size("1Gi"))), []);
  const bound = claim(size("1Gi")).replace(/\}$/, ", status: {phase: Bound, capacity: {storage: 1Gi}}}");
  assert.match(sentences(claim(size("2Gi")), bound)[0]!, /not bound/, "a manifest can't say that its claim is bound");
});

test("a volume is in one place, and stays there", () => {
  assert.deepEqual(faults(volume("")), ["spec Required"]);
  assert.deepEqual(faults(volume("hostPath: {path: /a}, nfs: {server: nas, path: /a}")), ["spec.nfs Forbidden"]);
  assert.deepEqual(faults(volume("local: {path: /a}")), ["spec.nodeAffinity Required"]);
  assert.deepEqual(faults(volume("hostPath: {path: /}, persistentVolumeReclaimPolicy: Recycle")), ["spec.persistentVolumeReclaimPolicy Forbidden"]);
  assert.deepEqual(faults(volume("hostPath: {path: /b}"), volume("hostPath: {path: /a}")), ["spec.persistentvolumesource Forbidden"]);
});

test("terms of a StorageClass that add nothing count as said twice", () => {
  const storageClass = (topologies: string) =>
    `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: disks.example.com, allowedTopologies: [${topologies}]}`;
  const zone = (...values: string[]) => `{matchLabelExpressions: [{key: zone, values: [${values.join(", ")}]}]}`;
  assert.deepEqual(faults(storageClass(`${zone("a")}, ${zone("b")}`)), []);
  assert.deepEqual(faults(storageClass(`${zone("a", "b")}, ${zone("b", "a")}`)), ["allowedTopologies[1].matchLabelExpressions Duplicate"]);
  assert.deepEqual(faults(storageClass("{}")), ["allowedTopologies[0].matchLabelExpressions Duplicate"]);
});
