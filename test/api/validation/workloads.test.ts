import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, sentences } from "../../support/faults.ts";

const template = (spec = "", labels = "app: web") =>
  `template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: main, image: "nginx:1"}], ${spec}}}`;
const selector = "selector: {matchLabels: {app: web}}";
const workload = (kind: string, spec: string) => `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: web}, spec: {${spec}}}`;
const deployment = (spec: string) => workload("Deployment", spec);
const job = (spec: string) => `{apiVersion: batch/v1, kind: Job, metadata: {name: once}, spec: {${spec}}}`;
const ends = template("restartPolicy: Never", "");

for (const kind of ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"]) {
  test(`a ${kind} selects its own pods, and keeps them running`, () => {
    assert.deepEqual(faults(workload(kind, `${selector}, ${template()}`)), []);
    assert.deepEqual(faults(workload(kind, `${selector}, ${template("", "app: api")}`)), ["spec.template.metadata.labels Invalid"]);
    assert.deepEqual(faults(workload(kind, `${selector}, ${template("restartPolicy: Never")}`)), ["spec.template.spec.restartPolicy NotSupported"]);
  });

  test(`the selector of a ${kind} stays`, () => {
    const both = template("", "app: web, tier: front");
    const [before, after] = [selector, "selector: {matchLabels: {tier: front}}"].map((one) => workload(kind, `${one}, ${both}`));
    assert.deepEqual(faults(after!, before), [kind === "StatefulSet" ? "spec Forbidden" : "spec.selector Invalid"]);
  });
}

test("a mismatch says what the labels lack", () => {
  assert.deepEqual(sentences(deployment(`${selector}, ${template("", "app: api")}`)), [
    `The selector does not match the template's labels: it requires app: web, but they have app: api.`,
  ]);
});

test("a rollout can take steps", () => {
  const rolling = (numbers: string) => faults(deployment(`${selector}, ${template()}, strategy: {rollingUpdate: {${numbers}}}`));
  assert.deepEqual(rolling("maxSurge: 0, maxUnavailable: 0%"), ["spec.strategy.rollingUpdate.maxUnavailable Invalid"]);
  assert.deepEqual(rolling("maxSurge: 200%, maxUnavailable: 0"), []);
  assert.deepEqual(rolling("maxSurge: 10 %, maxUnavailable: 101%"), [
    "spec.strategy.rollingUpdate.maxUnavailable Invalid",
    "spec.strategy.rollingUpdate.maxSurge Invalid",
  ]);
  const surging = workload("DaemonSet", `${selector}, ${template()}, updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}`);
  assert.deepEqual(faults(surging), ["spec.updateStrategy.rollingUpdate.maxSurge Invalid"]);
});

test("the pods of a StatefulSet can mount what its claim templates make", () => {
  const mounting = `template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: b, volumeMounts: [{name: data, mountPath: /data}]}]}}`;
  const claims = "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]";
  assert.deepEqual(faults(workload("StatefulSet", `${selector}, ${mounting}, ${claims}`)), []);
  assert.deepEqual(faults(workload("StatefulSet", `${selector}, ${mounting}`)), ["spec.template.spec.containers[0].volumeMounts[0].name NotFound"]);
  const larger = claims.replace("1Gi", "2Gi");
  const change = [larger, claims].map((one) => workload("StatefulSet", `${selector}, ${mounting}, ${one}`)) as [string, string];
  assert.deepEqual(faults(...change), ["spec Forbidden"]);
});

test("a Job comes to an end, and selects its pods itself", () => {
  assert.deepEqual(faults(job(ends)), []);
  assert.deepEqual(faults(job(template())), ["spec.template.spec.restartPolicy Required"]);
  assert.deepEqual(faults(job(`${ends}, completionMode: Indexed, parallelism: 2`)), ["spec.completions Required"]);
  assert.deepEqual(faults(job(`${ends}, backoffLimitPerIndex: 1`)), ["spec.backoffLimitPerIndex Invalid"]);
  assert.deepEqual(faults(job(`${ends}, selector: {matchLabels: {app: web}}`)).sort(), [
    "spec.selector Invalid",
    "spec.template.metadata.labels Invalid",
  ]);
});

test("of a Job only parallelism and what it waits for change, while it is suspended more", () => {
  const other = ends.replace("nginx:1", "nginx:2");
  const placed = template("restartPolicy: Never, nodeSelector: {zone: a}", "");
  assert.deepEqual(faults(job(`${ends}, parallelism: 3`), job(ends)), []);
  assert.deepEqual(faults(job(other), job(ends)), ["spec.template Invalid"]);
  assert.deepEqual(faults(job(`${other}, suspend: true`), job(`${ends}, suspend: true`)), ["spec.template.spec Invalid"]);
  assert.deepEqual(faults(job(`${placed}, suspend: false`), job(`${ends}, suspend: true`)), []);
});

test("an empty policy of a Job is not the same as none", () => {
  const empty = job(`${ends}, podReplacementPolicy: Failed, podFailurePolicy: {}`);
  assert.deepEqual(faults(job(`${ends}, podReplacementPolicy: Failed`), empty), ["spec.podFailurePolicy Invalid"]);
  assert.deepEqual(faults(empty.replace("Policy: {}", "Policy: {rules: []}"), empty), []);
});

test("of a ReplicationController only the name that is made counts", () => {
  const controller = (metadata: string) =>
    faults(`{apiVersion: v1, kind: ReplicationController, metadata: {${metadata}}, spec: {selector: {app: web}, ${template()}}}`);
  assert.deepEqual(controller("name: web, generateName: Web_"), []);
  assert.deepEqual(controller("generateName: Web_"), ["metadata.name Invalid"]);
});

test("the schedule and the zone of a CronJob", () => {
  const cron = (spec: string) =>
    faults(`{apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly}, spec: {jobTemplate: {spec: {${ends}}}, ${spec}}}`);
  assert.deepEqual(cron('schedule: "0 5 * * *", timeZone: Asia/Seoul'), []);
  assert.deepEqual(cron('schedule: "0 25 * * *"'), ["spec.schedule Invalid"]);
  for (const zone of ["US/Eastern", "Etc/GMT+9", "Factory"]) assert.deepEqual(cron(`schedule: "@daily", timeZone: ${zone}`), []);
  for (const zone of ["Seoul", "US/eastern", "Asia/kolkata", "SystemV/EST5"])
    assert.deepEqual(cron(`schedule: "@daily", timeZone: ${zone}`), ["spec.timeZone Invalid"], zone);
  assert.deepEqual(cron('schedule: "TZ=UTC 0 5 * * *"'), ["spec.schedule Invalid"]);
});
