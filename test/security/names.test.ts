import assert from "node:assert/strict";
import { test } from "node:test";
import { folderWith, rehearsal } from "../support/commandLine.ts";

/** Names that every JavaScript object knows, and names of the same length that none knows. */
const twins: Readonly<Record<string, string>> = {
  __proto__: "__protp__",
  constructor: "constructos",
  hasOwnProperty: "hasOwnPropertz",
  toString: "toStrinh",
  valueOf: "valueOg",
};

const manifests = `apiVersion: v1
kind: Namespace
metadata: { name: constructor, labels: { constructor: constructor, toString: valueOf } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: constructor, namespace: constructor, annotations: { constructor: x } }
data: { __proto__: a, constructor: b, toString: c }
---
apiVersion: v1
kind: Service
metadata: { name: constructor, namespace: constructor }
spec: { selector: { constructor: constructor }, ports: [{ name: constructor, port: 80, targetPort: constructor }] }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: constructor, namespace: constructor }
spec: { hard: { pods: "10", requests.a.b/constructor: "10", count/constructor: "3" } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: constructor, namespace: constructor }
spec:
  replicas: 2
  selector: { matchLabels: { constructor: constructor } }
  template:
    metadata: { labels: { constructor: constructor, toString: valueOf, hasOwnProperty: hasOwnProperty } }
    spec:
      tolerations: [{ key: constructor, operator: Exists }, { key: toString, value: valueOf }]
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: constructor, whenUnsatisfiable: ScheduleAnyway, matchLabelKeys: [valueOf], labelSelector: {} }
      affinity:
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: valueOf, operator: Exists }] } }] }
      initContainers: [{ name: constructor-init, image: busybox, command: [sh, -c, "echo $__proto__; exit 0"] }]
      containers:
        - name: constructor
          image: constructor:__proto__
          ports: [{ name: constructor, containerPort: 80 }]
          env: [{ name: __proto__, value: a }, { name: toString, value: "$(__proto__) $(valueOf)" }]
          envFrom: [{ configMapRef: { name: constructor } }]
          readinessProbe: { httpGet: { port: constructor, path: /__proto__ } }
          volumeMounts: [{ name: constructor, mountPath: /constructor }, { name: files, mountPath: /files }]
      volumes: [{ name: constructor, emptyDir: {} }, { name: files, configMap: { name: constructor, items: [{ key: __proto__, path: __proto__ }] } }]
---
apiVersion: constructor/v1
kind: hasOwnProperty
metadata: { name: constructor }
spec: { __proto__: { a: b } }
`;

function inOtherNames(text: string): string {
  return Object.entries(twins).reduce((so, [name, twin]) => so.replaceAll(name, twin), text);
}

test("names that every JavaScript object knows are names as any other: checked, rehearsed, and printed by kubectl", () => {
  const [odd, plain] = [folderWith({ "a.yaml": manifests }), folderWith({ "a.yaml": inOtherNames(manifests) })];
  for (const args of [
    ["check", "-f", "json"],
    ["rehearse", "a.yaml"],
    ["kubectl", "--of", "a.yaml", "--at", "60s", "--", "create", "configmap", "x", "--from-literal=__proto__=a", "--dry-run=client", "-o", "yaml"],
  ]) {
    const [one, other] = [rehearsal(odd, args), rehearsal(plain, args.map(inOtherNames))];
    assert.equal(one.err, "");
    assert.ok(one.out.length > 50, args.join(" "));
    assert.equal(inOtherNames(one.out), other.out, args.join(" "));
  }
});
