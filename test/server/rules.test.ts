import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { diagnose } from "../../server/features/diagnostics.ts";
import { theirNames } from "../../server/rules/ignored.ts";
import { rules } from "../../server/rules/index.ts";
import { type Around, check, snapshotOf } from "../support/check.ts";
import { dedent } from "../support/marks.ts";
import { inEnglish } from "../../server/words/words.ts";

const root = join(import.meta.dirname, "../..");

/** A Deployment with one label, whose pod has `more` at the depth of its containers. */
const web = (more = ""): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports: [{name: http, containerPort: 8080}]
          resources: {requests: {cpu: 100m}, limits: {memory: 64Mi}}
${more}`;

/** Only the findings of one rule are looked at. */
const only = (code: string, source: string, around?: Around): void => check(source, around, [code]);

test("every rule has a page that says its name", () => {
  for (const { code } of rules) {
    const page = join(root, "docs/rules", `${code}.md`);
    assert.ok(existsSync(page) && readFileSync(page, "utf8").startsWith(`# ${code}\n`), page);
  }
});

test("every rule is a file of its name, and listed", () => {
  const helpers = ["ignored", "index", "missing", "pods", "rule", "run", "scaler", "selects"];
  const files = readdirSync(join(root, "server/rules")).map((name) => name.replace(/\.ts$/, ""));
  assert.deepEqual(files.filter((name) => !helpers.includes(name)).sort(), rules.map(({ code }) => code).sort());
});

test("a Service whose selector misses the pods that it means", () =>
  only(
    "service-selects-nothing",
    `
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: wbe}
    # ^^^^^^^^ service-selects-nothing: This Service selects no pods: it requires app: wbe, but the pods of Deployment web have app: web.
      ports: [{port: 80}]
  `,
    { files: { "web.yaml": web() } },
  ));

test("a Service alone in its workspace says nothing about pods elsewhere", () =>
  only("service-selects-nothing", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"));

test("a target port that no container has", () =>
  only(
    "target-port-missing",
    `
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports:
        - {port: 80, targetPort: htp}
    #                            ^^^ target-port-missing: No container behind this Service has port htp. They have http.
        - {port: 81, targetPort: 8080}
  `,
    { files: { "web.yaml": web() } },
  ));

test("an Ingress that points at no Service, and at no port of one", () => {
  const files = { "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{name: http, port: 80}]}\n" };
  check(
    `
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web}
    spec:
      rules:
        - http:
            paths:
              - {path: /, pathType: Prefix, backend: {service: {name: webb, port: {number: 80}}}}
    #                                                                 ^^^^ ingress-service-missing: Did you mean web? There is no Service webb in this workspace.
              - {path: /api, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}
    #                                                                                        ^^^^ service-port-missing: Service web has no port 8080. It has 80.
  `,
    { files },
  );
});

test("names of ConfigMaps, Secrets and their keys, claims and accounts", () => {
  const files = {
    "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {colour: blue}\n",
    "secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: tokens}\nstringData: {api: x}\n",
    "claim.yaml":
      "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n",
    "account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n",
  };
  check(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      serviceAccountName: wep
    #                     ^^^ missing-service-account: Did you mean web? There is no ServiceAccount wep in this workspace.
      containers:
        - name: web
          image: nginx:1.29
          resources: {requests: {cpu: 100m}, limits: {memory: 64Mi}}
          env:
            - {name: A, valueFrom: {configMapKeyRef: {name: setings, key: colour}}}
    #                                                       ^^^^^^^ missing-config-map: Did you mean settings? There is no ConfigMap setings in this workspace.
            - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: color}}}
    #                                                                      ^^^^^ missing-key: Did you mean colour? There is no key color in ConfigMap settings in this workspace.
            - {name: C, valueFrom: {secretKeyRef: {name: token, key: api}}}
    #                                                    ^^^^^ missing-secret: Did you mean tokens? There is no Secret token in this workspace.
            - {name: D, valueFrom: {secretKeyRef: {name: elsewhere, key: api, optional: true}}}
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: dta}
    #                                        ^^^ missing-claim: Did you mean data? There is no PersistentVolumeClaim dta in this workspace.
  `,
    { files },
  );
});

test("an autoscaler without its target, and replicas that it would fight over", () => {
  const scaler = (name: string): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  maxReplicas: 5
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
`;
  only(
    "hpa-target-missing",
    `${scaler("weeb")}#                                                               ^^^^ hpa-target-missing: Did you mean web? There is no Deployment weeb in this workspace.\n`,
    { files: { "web.yaml": web() } },
  );
  only(
    "hpa-fixed-replicas",
    web().replace("spec:\n", "spec:\n  replicas: 3\n#           ^ hpa-fixed-replicas: HorizontalPodAutoscaler web sets the replicas\n"),
    { files: { "hpa.yaml": scaler("web") } },
  );
});

test("a budget that blocks every eviction", () =>
  only(
    "pdb-blocks-eviction",
    `
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec:
      minAvailable: 1
    #               ^ pdb-blocks-eviction: 1 of 1 pods must stay available, so none can be evicted.
      selector: {matchLabels: {app: web}}
  `,
    { files: { "web.yaml": web() } },
  ));

test("budgets and policies without pods", () => {
  check(
    "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec:\n  maxUnavailable: 1\n  selector: {matchLabels: {app: api}}\n# ^^^^^^^^ pdb-selects-nothing: This PodDisruptionBudget selects no pods\n",
    { files: { "web.yaml": web() } },
  );
  check(
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec:\n  podSelector: {matchLabels: {app: api}}\n# ^^^^^^^^^^^ network-policy-selects-nothing: This NetworkPolicy selects no pods\n",
    { files: { "web.yaml": web() } },
  );
});

test("a StatefulSet whose Service is missing or has an address of its own", () => {
  const set = (mark: string): string => `
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec:
      serviceName: web
    #              ^^^ headless-service-missing: ${mark}
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: "nginx:1.29", resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}}]}
  `;
  const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}\n`;
  check(set("There is no Service web in this workspace."), { files: { "service.yaml": service("database") } });
  check(set("Service web is not headless"), { files: { "service.yaml": service("web") } });
});

test("two controllers with one selector", () =>
  only(
    "overlapping-selectors",
    web()
      .replace("  selector:", "  selector:")
      .replace(
        "{matchLabels: {app: web}}\n",
        "{matchLabels: {app: web}}\n# ^^^^^^^^ overlapping-selectors: Deployment other selects the same pods\n",
      ),
    {
      files: { "other.yaml": web().replace("name: web}", "name: other}") },
    },
  ));

test("bindings to roles that are not there", () =>
  check(
    `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: read}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reeder}
    #                                                                ^^^^^^ role-missing: Did you mean reader? There is no Role reeder in this workspace.
    subjects: [{kind: ServiceAccount, name: default}]
  `,
    { files: { "role.yaml": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\n" } },
  ));

test("probes: one question twice, and a port that isn't there", () =>
  check(
    web(`          livenessProbe: {httpGet: {path: /, port: http}}
#         ^^^^^^^^^^^^^ same-probes: The liveness probe is the same as the readiness
          readinessProbe: {httpGet: {path: /, port: http}}
          startupProbe: {httpGet: {path: /, port: htp}}
#                                                 ^^^ probe-port-missing: This container has no port named htp. It has http.
`),
  ));

test("what the API server warns of, and a volume for nobody", () =>
  check(
    web(`        - name: side
          image: nginx:1.29
          ports: [{containerPort: 8080}]
#                 ^^^^^^^^^^^^^^^^^^^^^ duplicate-port: 
          resources: {requests: {cpu: 100m}, limits: {memory: 64Mi}}
      volumes: [{name: spare, emptyDir: {}}]
#                      ^^^^^ unused-volume: No container mounts this volume.
`),
  ));

test("hints about images and resources", () =>
  check(`
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers:
        - name: web
    #           ^^^ no-requests: Without requests, the scheduler assumes that this container needs no resources.
          image: nginx
    #            ^^^^^ latest-tag: nginx can change at any time: use a version tag.
        - name: side
          image: nginx:1.29
          resources: {requests: {cpu: 1}}
    #     ^^^^^^^^^ no-memory-limit: Without a memory limit
  `));

test("the Pod Security Standards, when asked for", () => {
  const pod = (mark: string): string => `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      hostNetwork: true
    #              ^^^^ pod-security-standard: The Pod Security Standard baseline does not allow hostNetwork.
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: web
          image: nginx:1.29
          resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}
          securityContext: {capabilities: {drop: [ALL]}}
${mark}`;
  check(pod(""), { settings: { podSecurity: "baseline" } });
  check(pod("    #     ^^^^^^^^^^^^^^^ pod-security-standard: The Pod Security Standard restricted requires allowPrivilegeEscalation: false.\n"), {
    settings: { podSecurity: "restricted" },
  });
});

test("a finding can be ignored by a comment, by another tool's annotation and by the settings", () => {
  const pod = (annotations: string, comment: string): string =>
    dedent(`
    apiVersion: v1
    kind: Pod
    metadata: {name: web${annotations}}
    spec:
      containers:
        - name: web
          image: nginx${comment}
          resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}
  `);
  check(pod("", " # rehearsal-ignore: latest-tag"));
  check(pod(', annotations: {ignore-check.kube-linter.io/latest-tag: "why not"}', ""));
  check(pod(", annotations: {kube-score/ignore: container-image-tag}", ""));
  check(pod(', annotations: {polaris.fairwinds.com/tagNotSpecified-exempt: "true"}', ""));
  check(pod("", ""), { settings: { rules: { "latest-tag": "off" } } });
});

test("what can't be changed in the committed object leads to the page of its kind", () => {
  const pod = (command: string): string => `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      containers: [{name: web, image: "nginx:1.29"${command}}]
  `;
  const found = (code: string) =>
    diagnose(snapshotOf(dedent(pod(", command: [nginx]")), { committed: pod("") })).filter(({ finding }) => finding.code === code);
  assert.equal(found("immutable-pod").length, 1);
});

test("a comment ignores what the API server warns of, and not what it refuses", () =>
  check(`
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      type: NodePort
      ports:
        - {port: 80, name: http, nodePort: 8080} # rehearsal-ignore: node-port-range
        - {port: 81, name: UPPER} # rehearsal-ignore: invalid-value
    #                      ^^^^^ invalid-value: 
  `));

test("the names of other tools belong to codes that have a page", () => {
  const pages = readdirSync(join(root, "docs/rules"));
  assert.deepEqual(
    Object.keys(theirNames).filter((code) => !pages.includes(`${code}.md`)),
    [],
  );
});

test("public manifests that the API server takes raise no alarm", { skip: !existsSync(join(root, "../shared/vectors")) }, () => {
  const bases = join(root, "../shared/vectors/validate/bases");
  for (const [folder, file] of [bases, join(root, "examples")].flatMap((name) => readdirSync(name).map((one) => [name, one] as const))) {
    if (!file.endsWith(".yaml") || file === "typos.yaml") continue;
    const found = diagnose(snapshotOf(readFileSync(join(folder, file), "utf8"), { name: file }));
    const alarms = found.filter(({ finding }) => finding.severity !== "hint" && finding.origin?.type !== "Warning");
    assert.deepEqual(
      alarms.map(({ finding }) => `${finding.code}: ${inEnglish(finding.message)}`),
      [],
      file,
    );
  }
});

test("a slip in a well-known image or a usual tag, and no other word", () => {
  const meantBy = (image: string): unknown => {
    const text = web().replace(/image: [^,}\s]+/, `image: "${image}"`);
    assert.ok(text.includes(image));
    return diagnose(snapshotOf(dedent(text))).flatMap(({ finding }) => (finding.code === "misspelled-image" ? [inEnglish(finding.message)] : []))[0];
  };
  for (const [image, instead] of [
    ["nginx:lastest", "nginx:latest"],
    ["team/shop:Latest", "team/shop:latest"],
    ["ngnix:1.27-alpne", "nginx:1.27-alpine"],
    ["docker.io/library/postgress", "docker.io/library/postgres"],
  ])
    assert.equal(meantBy(image!), `Did you mean ${instead}? ${image} looks misspelled.`);
  for (const image of ["nginx:latest", "mango", "candy:fastest", "team/ngnix:1", "nginx:late", "ghosts", "shop:latent", "localhost:5000/alpin"])
    assert.equal(meantBy(image), undefined, image);
});

test("amounts whose unit was forgotten or mistaken", () => {
  const sized = web().replace("requests: {cpu: 100m}, limits: {memory: 64Mi}", "requests: {cpu: 100M, memory: 512}, limits: {memory: 1Gi}");
  const found = diagnose(snapshotOf(dedent(sized))).flatMap(({ finding }) =>
    finding.code === "unlikely-amount" ? [inEnglish(finding.message)] : [],
  );
  assert.deepEqual(found, [
    "Did you mean 100m? 100M of CPU is more than any node has.",
    "Did you mean 512Mi? 512 of memory is less than 1 MiB, too little to start.",
  ]);
});

test("a budget counts the minimum of an autoscaler", () => {
  const budget = (least: number): string =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: ${least}, selector: {matchLabels: {app: web}}}\n`;
  const scaler =
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n";
  const blocked = (least: number): boolean =>
    diagnose(snapshotOf(budget(least), { files: { "web.yaml": web(), "scaler.yaml": scaler } })).some(
      ({ finding }) => finding.code === "pdb-blocks-eviction",
    );
  assert.deepEqual([blocked(1), blocked(2)], [false, true]);
});
