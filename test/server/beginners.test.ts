import assert from "node:assert/strict";
import { test } from "node:test";
import { quickFixes } from "../../server/features/codeActions.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";

/** What the first repair of the first error on a line makes of a text. */
function repaired(source: string, line: number, files: Readonly<Record<string, string>> = {}): string {
  const text = dedent(source);
  const snapshot = snapshotOf(text, { files });
  const found = diagnose(snapshot).find(
    ({ finding, base }) => finding.severity === "error" && snapshot.file.lines.lineAt(finding.from + base) === line - 1,
  );
  assert.ok(found, "there is an error");
  const [fix] = quickFixes(snapshot, found.finding.from + found.base, found.finding.to + found.base);
  assert.ok(fix, inEnglish(found.finding.message));
  return withEdits(text, fix.edits);
}

const becomes = (before: string, line: number, after: string, files?: Readonly<Record<string, string>>): void =>
  assert.equal(repaired(before, line, files), dedent(after));

test("an Ingress without a spec gets a rule, to a Service that is there", () => {
  const bare = `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: shop
    `;
  const after = (name: string, port: number): string => `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: shop
    spec:
      rules:
        - http:
            paths:
              - path: /
                pathType: Prefix
                backend:
                  service:
                    name: ${name}
                    port:
                      number: ${port}
    `;
  becomes(bare, 1, after("shop", 80));
  const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 8080 }] }\n";
  becomes(bare, 1, after("web", 8080), { "service.yaml": service });
});

test("the target for CPU of the first autoscalers becomes a metric", () =>
  becomes(
    `
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata:
      name: web
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
      maxReplicas: 5
      targetCPUUtilizationPercentage: 80
    `,
    8,
    `
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata:
      name: web
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
      maxReplicas: 5
      metrics:
        - type: Resource
          resource:
            name: cpu
            target:
              type: Utilization
              averageUtilization: 80
    `,
  ));

test("a claim in the words of a person", () =>
  becomes(
    `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: data
    spec:
      accessMode: ReadWriteOnce
      storage: 1Gi
    `,
    6,
    `
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: data
    spec:
      accessModes:
        - ReadWriteOnce
      resources:
        requests:
          storage: 1Gi
    `,
  ));

test("the address of a page is no host, but names one; a kind without the space behind its colon is one", () => {
  const ingress = (host: string): string => `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web }
    spec:
      rules:
        - host: ${host}
    `;
  becomes(ingress("https://example.com/"), 6, ingress("example.com"));
  const pod = (kind: string): string => `
    apiVersion: v1
    ${kind}
    metadata: { name: web }
    spec: { containers: [{ name: web, image: nginx }] }
    `;
  becomes(pod("kind:Pod"), 2, pod("kind: Pod"));
});
