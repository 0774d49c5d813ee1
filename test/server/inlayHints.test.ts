import assert from "node:assert/strict";
import { test } from "node:test";
import { inlayHints } from "../../server/features/inlayHints.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";

const manifest = dedent(`
  apiVersion: v1
  kind: Service
  metadata: { name: web }
  spec:
    selector: { app: web }
    ports: [{ port: 80 }]
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
  spec:
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web } }
      spec:
        containers:
          - name: web
            image: nginx:1.27
            readinessProbe:
              tcpSocket: { port: 80 }
`);

test("defaults stand behind what they belong to, short enough to be read whole", () => {
  const { lines } = snapshotOf(manifest).file;
  const hints = inlayHints(snapshotOf(manifest), 0, manifest.length);
  assert.deepEqual(
    hints.map(({ at, text }) => `${lines.textOf(lines.lineAt(at)).trim()}  ${text}`),
    [
      "spec:  type: ClusterIP",
      "spec:  replicas: 1, strategy: RollingUpdate",
      "spec:  restartPolicy: Always, …",
      "image: nginx:1.27  imagePullPolicy: IfNotPresent",
      "readinessProbe:  periodSeconds: 10, failureThreshold: 3, …",
    ],
  );
  assert.ok(hints.every(({ text }) => text.length <= 43));
});

test("a hint shows all as YAML, and writes it", () => {
  const hints = inlayHints(snapshotOf(manifest), 0, manifest.length);
  assert.equal(hints[1]!.yaml, "replicas: 1\nstrategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxUnavailable: 25%\n    maxSurge: 25%");
  const written = hints.toReversed().reduce((text, { edit }) => text.slice(0, edit.at) + edit.text + text.slice(edit.at), manifest);
  assert.deepEqual(inlayHints(snapshotOf(written), 0, written.length), []);
});
