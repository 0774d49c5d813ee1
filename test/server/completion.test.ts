import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, proposed } from "../support/check.ts";
import { cronDefinition } from "../support/customResource.ts";
import { dedent } from "../support/marks.ts";

const deployment = (container: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
${container}`;

test("keys that fit and are not there, required ones first", () => {
  assert.deepEqual(proposed(deployment("          <|>")).slice(0, 3), ["image", "imagePullPolicy", "command"]);
  assert.deepEqual(proposed(deployment("          image: nginx\n          imageP<|>")).slice(0, 1), ["imagePullPolicy"]);
});

test("half a word in the middle of a file", () => {
  const source = `
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      sel<|>
      ports:
        - port: 80
  `;
  assert.deepEqual(proposed(source)[0], "selector");
});

test("a word in the column of a list's dashes belongs to the block around, unless items begin with it", () => {
  assert.deepEqual(proposed(deployment("          image: nginx\n        vol<|>")), ["volumes"]);
  assert.deepEqual(proposed(deployment("          image: nginx\n        sec<|>")), ["securityContext"]);
  assert.deepEqual(proposed(deployment("          image: nginx\n        na<|>"))[0], "- name");
  assert.deepEqual(proposed(deployment("          image: nginx\n        ima<|>")), ["- image", "- imagePullPolicy"]);
});

test("a volume is called as it is mounted, and a certificate is for the hosts of the rules", () => {
  const mount = (spec: string, indent: string): string =>
    `spec:\n${spec}containers:\n${["- name: web", "  image: web:1", "  volumeMounts:", "    - name: cache", "      mountPath: /c"].map((line) => indent + line).join("\n")}\n`;
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n${mount("  ", "    ")}`;
  assert.match(accepted(`${pod}  vol<|>`, "volumes"), /\n {2}volumes:\n {4}- name: cache\n/);
  assert.deepEqual(proposed(`${pod}  volumes:\n    - name: <|>`), ["cache"]);
  const set = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n${mount("  template:\n    spec:\n      ", "        ")}`;
  assert.match(accepted(`${set}  volumeC<|>`, "volumeClaimTemplates"), /\n {4}- metadata:\n {8}name: cache\n/);
  const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n    - host: shop.example\n";
  assert.match(accepted(`${ingress}  tls<|>`, "tls"), /- hosts:\n {8}- shop.example\n {6}secretName: web/);
});

test("the items of a List are objects of their own", () => {
  const list = (item: string): string => `apiVersion: v1\nkind: List\nitems:\n  - ${item}`;
  assert.ok(proposed(list("apiVersion: v1\n    kind: Service\n    metadata: {name: web}\n    spec:\n      <|>")).includes("selector"));
  assert.ok(proposed(list("<|>")).includes("Deployment"));
});

test("after a dash, and in flow style", () => {
  assert.deepEqual(proposed(deployment("          ports:\n            - <|>"))[0], "containerPort");
  assert.deepEqual(proposed(deployment("          ports: [{name: http, <|>}]"))[0], "containerPort");
  assert.deepEqual(proposed(deployment("          ports: [{protocol: <|>}]")).sort(), ["SCTP", "TCP", "UDP"]);
});

test("a key brings what belongs to it", () => {
  assert.equal(
    accepted(deployment("          livenessP<|>"), "livenessProbe"),
    dedent(deployment("          livenessProbe:\n            httpGet:\n              path: /healthz\n              port: 8080")),
  );
  assert.equal(accepted(deployment("          ports<|>"), "ports"), dedent(deployment("          ports:\n            - containerPort: 8080")));
});

test("a reference names the ConfigMap or Secret that there is, and a key of it", () => {
  const env = "          env:\n            - name: SKY\n";
  const source = (kind: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: colours}\ndata: {sky: Ymx1ZQ==}\n---`;
  for (const [kind, field] of [
    ["ConfigMap", "configMapKeyRef"],
    ["Secret", "secretKeyRef"],
  ] as const)
    assert.ok(
      accepted(source(kind) + deployment(`${env}              valueFr<|>`), "valueFrom").endsWith(
        `              valueFrom:\n                ${field}:\n                  name: colours\n                  key: sky`,
      ),
    );
});

test("a list brings its dash", () => {
  assert.equal(
    accepted(deployment("          env:\n            <|>"), "- EnvVar"),
    dedent(deployment("          env:\n            - name: NAME\n              value: ")),
  );
});

test("kind gives its apiVersion, and apiVersion follows kind", () => {
  assert.equal(accepted("kind: Po<|>\n", "Pod"), "apiVersion: v1\nkind: Pod\n");
  assert.equal(accepted("apiVersion: v1\nkind: Dep<|>\n", "Deployment"), "apiVersion: apps/v1\nkind: Deployment\n");
  assert.deepEqual(proposed("apiVersion: <|>\nkind: CronJob\n"), ["batch/v1"]);
});

test("one of several kinds of volume is enough", () => {
  const volume = (rest: string): string[] =>
    proposed(`
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers: [{name: web, image: nginx}]
      volumes:
        - name: data
          ${rest}
    `);
  assert.ok(volume("<|>").includes("configMap"));
  assert.deepEqual(volume("emptyDir: {}\n          <|>"), []);
});

test("a Job's pods are never restarted always", () => {
  const source = `
    apiVersion: batch/v1
    kind: Job
    metadata: {name: once}
    spec:
      template:
        spec:
          restartPolicy: <|>
          containers: [{name: once, image: busybox}]
  `;
  assert.deepEqual(proposed(source), ["Never", "OnFailure"]);
});

test("names that exist in the workspace", () => {
  const files = { "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {colour: blue, size: big}\n" };
  const source = (rest: string): string =>
    deployment(`          env:\n            - name: COLOUR\n              valueFrom:\n                configMapKeyRef:\n${rest}`);
  assert.deepEqual(proposed(source("                  name: <|>"), { files }), ["settings"]);
  assert.deepEqual(proposed(source("                  name: settings\n                  key: <|>"), { files }), ["colour", "size"]);
});

test("labels of pods for a selector", () => {
  const files = { "web.yaml": deployment("          image: nginx") };
  const service = (selector: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector:\n    ${selector}\n`;
  assert.equal(proposed(service("<|>"), { files })[0], "app");
  assert.deepEqual(proposed(service("app: <|>"), { files }), ["web"]);
});

test("what is asked for is proposed before the rest is there", () =>
  assert.deepEqual(proposed("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  <|>\n").slice(0, 3), [
    "selector",
    "template",
    "replicas",
  ]));

test("of a custom resource the metadata is known", () => {
  assert.deepEqual(proposed("apiVersion: example.com/v1\nkind: Cron\nmetadata:\n  na<|>\n").slice(0, 2), ["name", "namespace"]);
  assert.deepEqual(proposed("apiVersion: example.com/v1\nkind: Cron\n<|>\n"), ["metadata", "spec"]);
});

test("of a custom resource whose definition is in the workspace everything is known", () => {
  const step = "{type: object, required: [run], properties: {run: {type: string}, when: {type: string, enum: [Start, End]}}}";
  const properties = `{paused: {type: boolean, description: Whether it rests.}, steps: {type: array, items: ${step}}}`;
  const around = { files: { "crd.yaml": cronDefinition(`{type: object, required: [steps], properties: ${properties}}`) } };
  const cron = "apiVersion: example.com/v1\nkind: Cron\nmetadata: {name: tidy}\nspec:\n  ";
  assert.equal(accepted("kind: Cro<|>\n", "Cron", around), "apiVersion: example.com/v1\nkind: Cron\n");
  assert.deepEqual(proposed(`${cron}<|>\n`, around), ["steps", "paused"]);
  assert.equal(accepted(`${cron}st<|>\n`, "steps", around), `${cron}steps:\n    - run: \n`);
  assert.deepEqual(proposed(`${cron}steps:\n    - run: a\n      when: <|>\n`, around), ["Start", "End"]);
});

test("JSON gets JSON: quotes, braces and the commas that are missing", () => {
  assert.equal(
    accepted('{"apiVersion": "v1", "kind": "Pod", "spec": {"hostn<|>"}}', "hostname"),
    '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostname": "app"}}',
  );
  const pod = (rest: string): string => `{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {\n    "name": "web"\n  }${rest}\n}\n`;
  const containers = (more: string): string =>
    `,\n  "spec": {\n    "containers": [\n      {\n        "name": "web",\n        "image": "nginx:1.29"${more}\n      }\n    ]\n  }`;
  assert.equal(accepted(pod("\n  <|>"), "spec"), pod(containers("")));
  assert.equal(accepted(pod(containers("\n        <|>")), "imagePullPolicy"), pod(containers(',\n        "imagePullPolicy": "Always"')));
  assert.equal(accepted('{\n  <|>\n  "kind": "Pod"\n}\n', "metadata"), '{\n  "metadata": {\n    "name": ""\n  },\n  "kind": "Pod"\n}\n');
  assert.equal(accepted('{\n  "kind": "Dep<|>"\n}\n', "Deployment"), '{\n  "apiVersion": "apps/v1",\n  "kind": "Deployment"\n}\n');
  assert.ok(!proposed(pod("").replace('"kind": "Pod"', '"kind": "Pod", <|>')).includes("metadata"));
});

test("with nothing below a key its children are offered, behind its colon or in its column", () => {
  const top = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n";
  assert.equal(accepted(`${top}  containers: <|>`, "- Container"), `${top}  containers:\n    - name: web\n      image: nginx:1.29`);
  assert.equal(accepted(`${top}  containers:\n  <|>`, "- Container"), `${top}  containers:\n    - name: web\n      image: nginx:1.29`);
  assert.deepEqual(proposed(`${top}<|>`).slice(0, 1), ["containers"]);
  assert.equal(accepted(`${top}  securityContext:\n  runAsU<|>`, "runAsUser"), `${top}  securityContext:\n    runAsUser: 1`);
  assert.equal(proposed(`${top}  containers:\n  res<|>`)[0], "restartPolicy");
});

test("no key is a dead end: it has a value, a list's first dash, or a new line for its first key", () => {
  const end = /(?:[^:]|: )$|\n\s+(?:- )?$/;
  for (const [apiVersion, kind] of [
    ["apps/v1", "Deployment"],
    ["v1", "Service"],
    ["networking.k8s.io/v1", "Ingress"],
    ["batch/v1", "CronJob"],
    ["example.com/v1", "Widget"],
  ])
    for (const label of ["spec", "metadata"]) assert.match(accepted(`apiVersion: ${apiVersion}\nkind: ${kind}\n<|>`, label), /\n  (?:\w|$)/);
  for (const label of proposed(deployment("          <|>"))) assert.match(accepted(deployment("          <|>"), label), end, label);
  assert.match(accepted(deployment("          <|>"), "securityContext"), /securityContext:\n {12}$/);
  assert.match(accepted("apiVersion: apps/v1\nkind: Deployment\nspec:\n  <|>\n", "template"), /containers:\n/);
});

test("a name that is given once is used for labels, selectors, containers, and in the objects that follow", () => {
  const shop = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n";
  assert.equal(accepted(`${shop}<|>`, "spec").match(/shop/g)?.length, 4);
  const whole = accepted(`${shop}<|>`, "spec").replace("image: nginx:1.29", "image: nginx:1.29\n          ports: [{name: web, containerPort: 80}]");
  const service = accepted(`${whole}\n---\n<|>`, "Service");
  assert.match(service, /kind: Service\nmetadata:\n {2}name: shop\nspec:\n {2}selector:\n {4}app: shop\n/);
  assert.match(service, /targetPort: web/);
  assert.match(accepted(`${service}\n---\n<|>`, "Ingress"), /service:\n\s+name: shop\n\s+port:\n\s+name: http/);
  assert.match(accepted(`${whole}\n---\n<|>`, "HorizontalPodAutoscaler"), /kind: Deployment\n\s+name: shop/);
});

test("nothing in comments, blocks of text and other people's files", () => {
  assert.deepEqual(proposed(deployment("          # ima<|>")), []);
  assert.deepEqual(proposed("apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    met<|>\n"), []);
  assert.deepEqual(proposed("services:\n  web:\n    ima<|>\n"), []);
});
