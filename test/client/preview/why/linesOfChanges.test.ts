import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOfChanges } from "../../../../client/preview/why/linesOfChanges.ts";

test("changes are shown as YAML before and after, also where there is no file", () => {
  const request = (name: string, from: string, to: string) => ({ field: `spec.containers[0].resources.requests.${name}`, from, to });
  assert.deepEqual(linesOfChanges([request("cpu", "2500m", "2"), request("memory", "1Gi", "512Mi")]), {
    before: "spec:\n  containers:\n  - resources:\n      requests:\n        cpu: 2500m\n        memory: 1Gi",
    after: 'spec:\n  containers:\n  - resources:\n      requests:\n        cpu: "2"\n        memory: 512Mi',
  });
  const toleration = { field: "spec.tolerations", add: { key: "spot", operator: "Exists" } };
  assert.deepEqual(linesOfChanges([toleration]), { before: "", after: "spec:\n  tolerations:\n  - key: spot\n    operator: Exists" });
});
