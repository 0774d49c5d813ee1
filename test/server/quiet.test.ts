import assert from "node:assert/strict";
import { test } from "node:test";
import { check, snapshotOf } from "../support/check.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { flashesOf, typed } from "../support/flashes.ts";

const container = (rest: string): string => `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
${rest}`;

const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector: {app: web}
  ports:
    - name: http
      port: 80
      protocol: TCP
`;

const job = `apiVersion: batch/v1
kind: Job
metadata:
  name: shards
spec:
  completionMode: Indexed
  completions: 3
  podFailurePolicy:
    rules:
      - action: FailJob
        onExitCodes: {containerName: shard, operator: In, values: [42]}
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: shard
          image: "registry.example/shard:1"
          args: ["--verbose", '--all']
`;

test("while a manifest is typed, by keys or by lines, nothing is shown that is not true of it in the end", async () => {
  for (const text of [service, job, `${service}---\n${job}`])
    for (const pace of ["keys", "lines"] as const) assert.deepEqual(await flashesOf(text, pace), []);
});

test("a fault shows when the cursor leaves its line, and what is missing when typing rests", async () => {
  const typist = typed(container("      imagePullPolicy: "));
  assert.deepEqual(await typist.type("always"), []);
  assert.deepEqual(await typist.type("\n"), ["unsupported-value"]);
  assert.deepEqual(await typist.type("      ports:\n        - name: http\n"), ["unsupported-value"]);
  assert.deepEqual(await typist.rest(), ["unsupported-value", "required-value"]);
});

test("what was shown before stays while its line is edited", async () => {
  const typist = typed(container("      imagePullPolicy: always\n      tty: maybe"));
  const before = await typist.rest();
  assert.ok(before.includes("wrong-type"));
  assert.ok((await typist.type(" ")).includes("wrong-type"));
});

test("an object that has only its apiVersion and kind has no errors yet", () => check("apiVersion: v1\nkind: Pod\n"));

test("one mistake is one error", () => {
  const deployment = (spec: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n${spec}`;
  const labelled = "  selector: {matchLabels: {app: web}}\n";
  const pod = container("");
  const ingress = (port: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: web, ${port}}}}\n`;
  const mistakes: Readonly<Record<string, string>> = {
    metaData: pod.replace("metadata", "metaData"),
    "a misspelt selector": deployment(
      `${labelled.replace("selector", "selectr")}  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1"}]}}\n`,
    ),
    "containers in the wrong place": deployment(`${labelled}  containers: [{name: web, image: "nginx:1"}]\n`),
    "containers beside the pod's spec": deployment(
      `${labelled}  template:\n    metadata: {labels: {app: web}}\n    containers: [{name: web, image: "nginx:1"}]\n`,
    ),
    "envFrom's item in env": container("      env:\n        - name: A\n          value: b\n        - configMapRef: {name: a}\n"),
    "env's item in envFrom": container("      envFrom:\n        - name: A\n          value: b\n"),
    "labels instead of a selector": deployment(
      '  selector: {app: web}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1"}]}}\n',
    ),
    "a map instead of a list": container("      ports:\n        containerPort: 80\n"),
    "a probe without its handler": container("      readinessProbe: {port: 80}\n"),
    colour: container("      colour: red\n"),
    "a backend's port as a number": ingress("port: 80"),
    "a misspelt number of a backend's port": ingress("port: {numbr: 80}"),
  };
  for (const [name, text] of Object.entries(mistakes)) {
    const errors = diagnose(snapshotOf(text)).filter(({ finding }) => finding.severity === "error");
    assert.equal(errors.length, 1, `${name}: ${errors.map(({ finding }) => finding.code).join(", ")}`);
  }
});
