import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Step } from "../../engine/rehearsal/script.ts";
import { inKubectl } from "../../engine/rehearsal/script/kubectl.ts";
import { stepOfLine } from "../../kubectl/rehearsal/steps.ts";

const at = "2026-01-05T09:00:09Z";
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const kind = fc.constantFrom("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job");
const key = fc.stringMatching(/^[a-z]{1,6}(\.io\/[a-z]{1,5})?$/);
const value = fc.stringMatching(/^[a-zA-Z0-9._-]{1,8}$/);
const labels = fc.dictionary(key, fc.oneof(value, fc.constant(null)), { minKeys: 1, maxKeys: 3, noNullPrototype: true });
const merge = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), { noNullPrototype: true });

/** Every step for which there is a command. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ scale: fc.record({ kind, name, replicas: fc.nat(1000) }) }),
  fc.record({ rollback: fc.record({ kind, name, toRevision: fc.integer({ min: 1, max: 50 }) }, { requiredKeys: ["kind", "name"] }) }),
  fc.record({ restart: fc.record({ kind, name, at: fc.constant(at) }) }),
  fc.record({ pause: name }),
  fc.record({ resume: name }),
  fc.record({ patch: fc.record({ kind, name, patch: merge }) }),
  fc.record({
    delete: fc.record({ kind, name, propagation: fc.constantFrom("Foreground" as const, "Orphan" as const) }, { requiredKeys: ["kind", "name"] }),
  }),
  fc.record({ label: fc.record({ node: name, labels }) }),
  fc.record({
    taint: fc.record(
      { node: name, key, value, effect: fc.constantFrom("NoSchedule", "NoExecute", "PreferNoSchedule") },
      { requiredKeys: ["node", "key", "effect"] },
    ),
  }),
  fc.record({ untaint: fc.record({ node: name, key }) }),
  fc.record({ kubectl: fc.constantFrom("set image deployment/web web=nginx:1.28", "drain n1 --ignore-daemonsets", "annotate pods web a='b c'") }),
);

test("what a step is printed as is read back as the same step", () => {
  fc.assert(fc.property(steps, (step) => assert.deepEqual(stepOfLine(inKubectl(step), at), JSON.parse(JSON.stringify(step)))));
});

test("a command with more to it than a step says stays a line", () => {
  for (const line of [
    "scale deployment/web --replicas=5 -n shop",
    "delete pod web --grace-period=0 --force",
    "patch deployment web -p '{\"spec\":{}}'",
  ])
    assert.deepEqual(stepOfLine(`kubectl ${line}`, at), { kubectl: line });
});

test("however a command is typed, it is the same step", () => {
  for (const line of ["k scale deploy web --replicas 5", "scale --replicas=5 deployments/web", "kubectl  scale deployments.apps/web --replicas=5"])
    assert.deepEqual(stepOfLine(line, at), { scale: { kind: "Deployment", name: "web", replicas: 5 } });
});
