import assert from "node:assert/strict";
import { test } from "node:test";
import { quickFixes } from "../../server/features/codeActions.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";
import { inEnglish, renderer, wordsIn } from "../../server/words/words.ts";

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

test("Fix all leaves what has several readings, and says on how many lines", () => {
  const container = (n: number): string =>
    `    - name: c${n}\n      image: nginx:1.29\n      imagePullPolicy: always\n      env: [{name: A, value: 1}]\n      livenessProbe: {port: 80}\n`;
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n${Array.from({ length: 7 }, (_, i) => container(i)).join("")}`;
  const action = fixAll(snapshotOf(text))!;
  assert.equal(inEnglish(action.title), "Fix everything with one obvious fix (errors stay on line 10, 15, 20, 25, 30 and on 2 more)");
  assert.equal(withEdits(text, action.edits), text.replaceAll("Policy: always", "Policy: Always").replaceAll("value: 1", 'value: "1"'));
});

test("one finding is not offered the same twice, in either language, and no removal is preferred", async () => {
  const inKorean = renderer(await wordsIn("ko"));
  const text =
    "apiVersion: v1\nkind: Pod\nmetadata:\nname: web\nlabels: {app: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29\n      hostNetwork: true\n      command: sleep 10\n      volumeMounts: [{mountPath: /data}]\n";
  for (const say of [inEnglish, inKorean]) {
    const actions = quickFixes(snapshotOf(text), 0, text.length);
    for (const { finding } of actions) {
      const titles = actions.filter((one) => one.finding === finding).map(({ title }) => say(title));
      assert.deepEqual([...new Set(titles)], titles);
    }
    assert.ok(actions.filter(({ is }) => is === "repair").every(({ title }) => !title.code.startsWith("remove")));
  }
});
