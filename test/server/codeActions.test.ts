import assert from "node:assert/strict";
import { test } from "node:test";
import { quickFixes } from "../../server/features/codeActions.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";
import { inEnglish } from "../../server/words/words.ts";

/** What a file becomes when everything with one obvious repair is repaired. */
function fixed(source: string): string {
  const text = dedent(source);
  const action = fixAll(snapshotOf(text));
  return action ? withEdits(text, action.edits) : text;
}

const fixes = (before: string, after: string): void => assert.equal(fixed(before), dedent(after));

test("misspelt keys and the case of words, with comments left alone", () =>
  fixes(
    `
    apiVersion: v1
    kind: Pod
    metaData: # who
      name: web
    spec:
      contaners: # one
        - name: web
          image: nginx:1.29
          imagePullPolicy: always # as ever
    `,
    `
    apiVersion: v1
    kind: Pod
    metadata: # who
      name: web
    spec:
      containers: # one
        - name: web
          image: nginx:1.29
          imagePullPolicy: Always # as ever
    `,
  ));

test("a block one level off moves with its comments", () =>
  fixes(
    `
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: once
    spec:
      template:
        spec:
          restartPolicy: Never
        containers: # the work
          # one is enough
          - name: once
            image: busybox:1.37
    `,
    `
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: once
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: # the work
            # one is enough
            - name: once
              image: busybox:1.37
    `,
  ));

test("an env entry in two items becomes one", () =>
  fixes(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          env:
            - name: A
            - value: "1" # first
            - name: B
              value: "2"
    `,
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          env:
            - name: A
              value: "1" # first
            - name: B
              value: "2"
    `,
  ));

test("a key is mended as a key, and never into one that is there", () =>
  fixes(
    `
    apiVersion: v1
    kind: Secret
    metadata: {name: web, labels: {my app: web}}
    stringData:
      tls key: abc
      tls-cert: a
      tls cert: b
    `,
    `
    apiVersion: v1
    kind: Secret
    metadata: {name: web, labels: {my-app: web}}
    stringData:
      tls-key: abc
      tls-cert: a
      tls cert: b
    `,
  ));

test("quotes where a text is due, and none where a number is", () =>
  fixes(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {version: 1.10}}
    spec:
      terminationGracePeriodSeconds: "30"
      containers: [{name: web, image: "nginx:1.29"}]
    `,
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {version: "1.10"}}
    spec:
      terminationGracePeriodSeconds: 30
      containers: [{name: web, image: "nginx:1.29"}]
    `,
  ));

test("pods get the labels that their selector asks for", () =>
  fixes(
    `
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web, tier: front}}
      template:
        metadata:
          labels:
            app: api # wrong
        spec: {containers: [{name: web, image: "nginx:1.29"}]}
    `,
    `
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web, tier: front}}
      template:
        metadata:
          labels:
            app: web # wrong
            tier: front
        spec: {containers: [{name: web, image: "nginx:1.29"}]}
    `,
  ));

test("a removed version becomes its successor, fields included", () =>
  fixes(
    `
    apiVersion: networking.k8s.io/v1beta1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
        - http:
            paths:
              - path: /
                pathType: Prefix
                backend:
                  serviceName: web # ours
                  servicePort: 80
    `,
    `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
        - http:
            paths:
              - path: /
                pathType: Prefix
                backend:
                  service:
                    name: web
                    port:
                      number: 80
    `,
  ));

test("a hint can be ignored where it stands", () => {
  const text =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx\n      resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}\n";
  const actions = quickFixes(snapshotOf(text), 0, text.length);
  assert.deepEqual(
    actions.map(({ title }) => inEnglish(title)),
    ["Change to nginx:1.29", "Ignore latest-tag here"],
  );
  assert.match(withEdits(text, actions[1]!.edits), /image: nginx # rehearsal-ignore: latest-tag\n/);
});
