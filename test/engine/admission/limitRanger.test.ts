import assert from "node:assert/strict";
import { test } from "node:test";
import { because } from "../../../engine/core/why.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { LockStep } from "../../../server/ask/lockStep.ts";
import { freshStage } from "../../../engine/rehearsal/script/stage.ts";
import { start, template } from "../../support/rollouts.ts";

/** What becomes of a pod with these resources under a limit: what its container asks for in the end, or the server's refusal. */
function admitted(limit: object, resources: object): unknown {
  const lockStep = new LockStep(freshStage(start, 1));
  const range = { apiVersion: "v1", kind: "LimitRange", metadata: { name: "lr" }, spec: { limits: [{ type: "Container", ...limit }] } };
  const [container] = template(1).spec.containers;
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [{ ...container, resources }] } };
  const { answers } = lockStep.play({ apply: [range, pod] });
  const stored = lockStep.stage.plane.store.get<StoredPod>({ kind: "Pod", namespace: "default", name: "p" });
  return answers?.[0] ?? stored?.spec.containers?.[0]?.resources;
}

test("what a container does not say is filled in", () => {
  assert.deepEqual(admitted({ default: { cpu: "200m" }, defaultRequest: { cpu: "100m" } }, {}), {
    limits: { cpu: "200m" },
    requests: { cpu: "100m" },
  });
  assert.deepEqual(admitted({ default: { cpu: "200m" } }, { limits: { cpu: "1" } }), { limits: { cpu: "1" }, requests: { cpu: "1" } });
});

test("a maximum alone is limit and request at once", () =>
  assert.deepEqual(admitted({ max: { memory: "1Gi" } }, {}), { limits: { memory: "1Gi" }, requests: { memory: "1Gi" } }));

test("what is outside of the bounds is refused, in the server's words", () => {
  assert.equal(
    admitted({ min: { cpu: "50m" } }, { requests: { cpu: "10m" } }),
    '403 pods "p" is forbidden: minimum cpu usage per Container is 50m, but request is 10m',
  );
  assert.equal(
    admitted({ maxLimitRequestRatio: { cpu: "4" } }, { requests: { cpu: "100m" }, limits: { cpu: "500m" } }),
    '403 pods "p" is forbidden: cpu max limit to request ratio per Container is 4, but provided ratio is 5.000000',
  );
});

test("a default limit below the request makes the pod invalid", () =>
  assert.match(
    String(admitted({ default: { cpu: "200m" } }, { requests: { cpu: "500m" } })),
    /^422 .*must be less than or equal to cpu limit of 200m$/,
  ));

test("an object that can't be read is refused before any limit is looked for", () => {
  const lockStep = new LockStep(freshStage(start, 1));
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p", namespace: { toString: "x" } }, spec: template(1).spec };
  const answer = lockStep.stage.perform({ do: "create", object: pod as unknown as StoredPod, why: because("asked", {}, []) });
  assert.equal(answer.ok ? undefined : answer.code, 400);
});
