import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldChange } from "../../engine/core/fieldChange.ts";
import { proposalFor } from "../../server/repairs/proposal.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";

const text = dedent(`
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: web }
  ---
  # the web
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web } }
      spec:
        containers:
          - name: web
            image: nginx # small
            resources:
              requests:
                cpu: 2500m # too much
                memory: 64Mi
`);
const web = { kind: "Deployment", namespace: "default", name: "web" };

function proposal(...changes: readonly FieldChange[]) {
  const { file } = snapshotOf(text);
  const found = proposalFor(file, web, changes);
  return found && { ...found, text: withEdits(text, found.edits) };
}

test("another amount changes its line alone, and is shown with the lines around it", () => {
  const found = proposal({ field: "spec.template.spec.containers[0].resources.requests.cpu", from: "2500m", to: "1500m" })!;
  assert.equal(found.text, text.replace("2500m", "1500m"));
  assert.deepEqual([found.line, found.before.split("\n").length], [15, 6]);
  assert.equal(found.after, found.before.replace("2500m", "1500m"));
});

test("a toleration is added where there was none, and comments stay", () => {
  const add = { key: "dedicated", operator: "Equal", value: "batch", effect: "NoSchedule" };
  const found = proposal({ field: "spec.template.spec.tolerations", add })!;
  assert.match(found.text, /tolerations:\n\s+- key: dedicated\n/);
  assert.match(found.text, /nginx # small[^]*2500m # too much/);
  assert.ok(found.after.split("\n").length > found.before.split("\n").length);
});

test("an object that the file does not have gets no proposal", () => {
  const { file } = snapshotOf(text);
  assert.equal(proposalFor(file, { ...web, name: "api" }, [{ field: "spec.replicas", to: 1 }]), undefined);
});
