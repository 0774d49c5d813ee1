import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose } from "../../server/features/diagnostics.ts";
import { natureOf } from "../../server/features/nature.ts";
import { inEnglish } from "../../server/words/words.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { snapshotOf } from "../support/check.ts";
import { cronDefinition } from "../support/customResource.ts";

/** What is said of a text, hints apart. */
function said(text: string, files: Readonly<Record<string, string>> = {}, name = "test.yaml"): string[] {
  return diagnose(snapshotOf(text, { files, name }))
    .filter(({ finding }) => finding.severity !== "hint")
    .map(({ finding }) => `${finding.severity} ${finding.code}: ${inEnglish(finding.message)}`);
}

const container = "name: web, image: 'web:1'";
const deployment = (name: string, labels: string, more = ""): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ ${container} ${more} }] }
`;
const service = (name: string, selector: string, ports = "[{ port: 80 }]"): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { ${selector} }, ports: ${ports} }\n`;

test("a List of one kind is split as kubectl does, and what it defines is there", () => {
  const list = "apiVersion: v1\nkind: ConfigMapList\nitems:\n  - metadata: { name: settings }\n";
  assert.deepEqual(said(list), []);
  assert.match(said(list.replace("metadata:", "metadatas:"))[0]!, /^error unknown-field/);
  const other = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n";
  const web = deployment("web", "app: web", ", envFrom: [{ configMapRef: { name: settings } }]");
  assert.deepEqual(said(web, { "other.yaml": other, "list.yaml": list }), []);
});

test("what Kustomize reads for itself, and files that are called patches, are no whole objects", () => {
  assert.deepEqual(said("apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: labels }\nlabels: { a: b }\n"), []);
  const part = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web }] } } }\n";
  for (const name of ["patches/web.yaml", "manager_auth_patch.yaml", "patch-web.yaml"]) assert.deepEqual(said(part, {}, name), [], name);
  assert.notDeepEqual(said(part, {}, "dispatch.yaml"), []);
});

test("a part of a workload that is whole elsewhere is taken for a patch, below a kustomization that does not list it as a resource", () => {
  const part = (kind: string) =>
    `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, imagePullPolicy: Never }] } } }\n`;
  const files = {
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "base/web.yaml": deployment("web", "app: web"),
    "kustomization.yaml": "resources: [base]\n",
  };
  const found = (text: string, around: Readonly<Record<string, string>>) => {
    const snapshot = snapshotOf(text, { files: around, name: "dev/pull.yaml" });
    return `${natureOf(snapshot)}: ${diagnose(snapshot).some(({ finding }) => finding.severity === "error") ? "refused" : "fine"}`;
  };
  assert.equal(found(part("Deployment"), files), "unlisted-patch: fine");
  assert.equal(found(part("Deployment").replace("imagePullPolicy", "imagePulPolicy"), files), "unlisted-patch: refused");
  const { "kustomization.yaml": _, ...withoutKustomization } = files;
  assert.equal(found(part("Deployment"), withoutKustomization), "manifest: refused");
  assert.equal(found(part("DaemonSet"), files), "manifest: refused");
  assert.equal(found(part("Deployment"), { ...files, "dev/kustomization.yaml": "resources: [pull.yaml]\n" }), "manifest: refused");
  const mistaken = deployment("web", "app: web").replace(/ {2}selector: .*\n/, "");
  assert.equal(found(mistaken, files), "manifest: refused");
});

test("a patch that no kustomization lists is none any more when its base goes", () => {
  const workspace = new Workspace();
  workspace.put("file:///work/kustomization.yaml", "resources: [web.yaml]\n");
  workspace.put("file:///work/dev/web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n");
  const nature = () => natureOf(workspace.snapshot("file:///work/dev/web.yaml")!);
  assert.equal(nature(), "manifest");
  workspace.put("file:///work/web.yaml", deployment("web", "app: web"));
  assert.equal(nature(), "unlisted-patch");
  workspace.remove("file:///work/web.yaml");
  assert.equal(nature(), "manifest");
});

test("selectors that Kustomize adds are not missed", () => {
  const bare = deployment("web", "app: web").replace(/ {2}selector: .*\n/, "");
  const base = "resources: [web.yaml]\n";
  const overlay = "resources: [../base]\nlabels: [{ pairs: { team: a }, includeSelectors: true }]\n";
  assert.deepEqual(said(bare, { "base/kustomization.yaml": base, "prod/kustomization.yaml": overlay }, "base/web.yaml"), []);
  assert.match(said(bare, { "base/kustomization.yaml": base }, "base/web.yaml")[0]!, /^error selector-m/);
});

test("values that are filled in later, and names of other tools' files, are not refused", () => {
  assert.deepEqual(said(deployment("web", "app: web").replace("spec:", "spec:\n  replicas: ${REPLICAS}")), []);
  assert.deepEqual(said("apiVersion: tanka.dev/v1alpha1\nkind: Environment\nmetadata: { name: environments/default }\n"), []);
  assert.deepEqual(said("apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: { namespace: istio-system }\n"), []);
  const cluster = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: web, region: us-east-1 }\n";
  assert.deepEqual(said(cluster), []);
  assert.match(said(cluster.replace("region: us-east-1", "labls: {}"))[0]!, /^error unknown-field/);
});

test("that a cluster has no IPv6 is assumed, and no error", () => {
  const [only] = said(service("web", "app: web").replace("spec: {", "spec: { ipFamilyPolicy: RequireDualStack,"));
  assert.match(only!, /^information ip-family/);
});

test("a selector means workloads that have most of its labels, and that no other selects", () => {
  const pods = deployment("exporter", "part-of: monitoring, component: exporter");
  const beside = { "exporter.yaml": pods, "service.yaml": service("exporter", "component: exporter") };
  assert.deepEqual(said(service("prometheus", "part-of: monitoring, component: prometheus"), beside), []);
  assert.deepEqual(said(service("alerts", "part-of: monitoring, component: alerts, name: alerts"), { "exporter.yaml": pods }), []);
});

test("alternatives in one folder do not fight", () => {
  const [one, other] = [deployment("hello", "app: hello"), deployment("hello-v2", "app: hello")];
  assert.match(said(other, { "v1.yaml": one })[0]!, /^warning overlapping-selectors/);
  assert.deepEqual(said(other, { "v1.yaml": one, "v1-latency.yaml": one }), []);
});

test("a name made of other words is no slip", () => {
  const secret = "apiVersion: v1\nkind: Secret\nmetadata: { name: chap-secret }\n";
  const web = (name: string): string => deployment("web", "app: web", `, envFrom: [{ secretRef: { name: ${name} } }]`);
  assert.match(said(web("hf-secret"), { "secret.yaml": secret })[0]!, /^information missing-secret: There is no/);
  assert.match(said(web("chap-secert"), { "secret.yaml": secret })[0]!, /^warning missing-secret: Did you mean chap-secret/);
  const job = `apiVersion: batch/v1
kind: Job
metadata: { name: certificates }
spec: { template: { spec: { restartPolicy: Never, containers: [{ ${container}, args: [create, --secret-name=hf-secret] }] } } }
`;
  assert.deepEqual(said(web("hf-secret"), { "secret.yaml": secret, "job.yaml": job }), []);
});

test("a number that no container lists may be open all the same; a headless Service forwards nothing", () => {
  const pods = (ports: string): Readonly<Record<string, string>> => ({ "web.yaml": deployment("web", "app: web", `, ports: ${ports}`) });
  const one = "[{ containerPort: 8080 }]";
  assert.match(said(service("web", "app: web"), pods(one))[0]!, /^warning target-port-missing/);
  assert.match(said(service("web", "app: web"), pods("[{ containerPort: 8080 }, { containerPort: 9090 }]"))[0]!, /^information target-port-missing/);
  assert.deepEqual(said(service("web", "app: web").replace("spec: {", "spec: { clusterIP: None,"), pods(one)), []);
});

test("what a program fills in is not judged; what a person is to fill in is named", () => {
  const account = (name: string): string => `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: "${name}" }\n`;
  for (const name of [
    "$SA_NAME",
    "${ SA_NAME }",
    "$(sa-name)",
    "{{SA_NAME}}",
    "__SA_NAME__",
    "@SA_NAME@",
    "##SA##",
    "((SA_NAME))",
    "($name)",
    "{SA_NAME}",
  ])
    assert.deepEqual(said(account(name)), [], name);
  assert.deepEqual(said(account("<your account>")), ["error invalid-value: <your account> is a placeholder: replace it with a value."]);
  const other = { "other.yaml": account("other") };
  assert.match(
    said(deployment("web", "app: web").replace("{ containers", "{ serviceAccountName: builder, containers"), other)[0]!,
    /^information missing/,
  );
  for (const name of ["${SA}", "<SA>"])
    assert.deepEqual(
      said(deployment("web", "app: web").replace("{ containers", `{ serviceAccountName: "${name}", containers`), other).filter((one) =>
        one.includes("missing"),
      ),
      [],
    );
  assert.deepEqual(said("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: @NAME@\n"), []);
  assert.deepEqual(said('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels:\n    "istio": {{.Label | default "x"}}\n'), []);
});

test("a variable in brackets cuts nothing", () => {
  assert.deepEqual(
    said("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {NAME}\nspec:\n  containers:\n    - name: a\n      image: {HOST}/a:{TAG}\n"),
    [],
  );
  assert.deepEqual(said("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { port: ${PORT} }\n"), []);
  assert.match(said("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { port: {a }\n")[0]!, /^error yaml-syntax/);
  assert.deepEqual(said("{% if x %}\napiVersion: v1\nkind: ConfigMap\n{% endif %}\nmetadat: {}\n"), []);
});

test("objects of JSON may follow one another, and a byte order mark makes them YAML", () => {
  const one = '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a" } }\n';
  assert.deepEqual(said(one + one.replace('"a"', '"b"'), {}, "two.json"), []);
  assert.match(said(one + one.replace("kind", "kin"), {}, "two.json")[0]!, /^error/);
  assert.deepEqual(said(`\ufeff${one}`, {}, "one.json"), []);
});

test("what is filled in from a wrong value is no second mistake, nor that labels are selected by no selector", () => {
  assert.equal(said(deployment("web", "app: web").replace(/ {2}selector: .*\n/, "")).length, 1);
  for (const port of ["abc", "0"]) assert.equal(said(service("web", "app: web", `[{ port: ${port} }]`)).length, 1, port);
  assert.deepEqual(said(service("web", "app: web", '[{ port: "{{ .Port }}" }]')), []);
});

test("a Secret that SOPS has encrypted is read as it will be", () => {
  const secret = "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\ndata:\n  key: ENC[AES256_GCM,data:abc=,type:str]\n";
  assert.deepEqual(said(`${secret}sops:\n  mac: ENC[AES256_GCM,data:a=]\n  version: 3.8.1\n`), []);
  assert.equal(said(`${secret}spos: { mac: x }\n`).length, 2);
});

test("a file of another tool with a group that no cluster serves is no manifest; a misspelt group is", () => {
  assert.deepEqual(said("apiVersion: release-notes/v2\nkind: feature\narea: traffic\n"), []);
  assert.match(said("apiVersion: app/v1\nkind: Deployment\n")[0]!, /^error/);
});

test("Kustomize writes namespaces, names of Namespaces and labels, and has words of its own in patches", () => {
  const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: web }]
`;
  const base = { "kustomization.yaml": "resources: [test.yaml]\n" };
  assert.match(said(binding, base)[0]!, /^error required-value/);
  assert.deepEqual(said(binding, { "kustomization.yaml": "namespace: web\nresources: [test.yaml]\n" }), []);
  const component = { "kustomization.yaml": "kind: Component\nresources: [test.yaml]\n" };
  assert.deepEqual(said("apiVersion: v1\nkind: Namespace\nmetadata: { name: _ }\n", component), []);
  const budget =
    "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 1, selector: { matchLabels: { team: a } } }\n";
  const pods = { "base/web.yaml": deployment("web", "app: web") };
  assert.match(said(budget, pods)[0]!, /^warning pdb-selects-nothing/);
  assert.deepEqual(said(budget, { ...pods, "base/kustomization.yaml": "commonLabels: { team: a }\nresources: [web.yaml]\n" }), []);
  const removal = "$patch: delete\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: web }\n";
  assert.deepEqual(said(removal), []);
  assert.match(said(`${removal}metdata: {}\n`)[0]!, /^error unknown-field/);
});

test("a kustomization may have empty fields and patches in the old form; the targets of a component are those of who uses it", () => {
  const web = { "web.yaml": deployment("web", "app: web") };
  const kustomization = (text: string): string[] => said(`resources: [web.yaml]\n${text}`, web, "kustomization.yaml");
  assert.deepEqual(kustomization("vars:\npatches:\n"), []);
  assert.deepEqual(kustomization("patches: [web.yaml]\n"), []);
  const target = "patches: [{ target: { kind: Service, name: web }, patch: '[]' }]\n";
  assert.match(kustomization(target)[0]!, /^warning kustomization-target-missing/);
  assert.deepEqual(kustomization(`kind: Component\n${target}`), []);
});

test("keys that Kustomize adds are not missed, and those of an empty object hardly", () => {
  const web = deployment("web", "app: web", ", env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: a } } }]");
  const settings = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: ${data}\n`;
  assert.match(said(web, { "settings.yaml": settings("{ b: x }") })[0]!, /^warning missing-key/);
  assert.match(said(web, { "settings.yaml": settings("{}") })[0]!, /^information missing-key/);
  const generator = "configMapGenerator: [{ name: settings, behavior: merge, envs: [params.env] }]\n";
  assert.deepEqual(said(web, { "settings.yaml": settings("{ b: x }"), "kustomization.yaml": generator }), []);
});

test("of several Services with one name it is enough that one has the port", () => {
  const ingress =
    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { defaultBackend: { service: { name: web, port: { number: 8080 } } } }\n";
  const ports = (port: number): string => service("web", "app: web", `[{ port: ${port} }]`);
  assert.match(said(ingress, { "a/web.yaml": ports(443) })[0]!, /^warning service-port-missing/);
  assert.deepEqual(said(ingress, { "a/web.yaml": ports(443), "b/web.yaml": ports(8080) }), []);
});

test("a budget that only an autoscaler's minimum is too low for is told of, and no warning", () => {
  const budget = (least: string): string =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: ${least}, selector: { matchLabels: { app: web } } }\n`;
  const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 20, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
  const files = { "web.yaml": deployment("web", "app: web"), "scaler.yaml": scaler };
  assert.match(said(budget("80%"), { "web.yaml": files["web.yaml"] })[0]!, /^warning pdb-blocks-eviction: 80% of 1/);
  assert.match(said(budget("80%"), files)[0]!, /^information pdb-blocks-eviction: 80% of the pods must stay/);
});

test("the range of a cluster's addresses is assumed, and a List of nothing is empty", () => {
  const [only] = said(service("web", "app: web").replace("spec: {", "spec: { clusterIP: 10.43.0.10,"));
  assert.match(only!, /^information cluster-ip-range/);
  assert.deepEqual(said("apiVersion: v1\nkind: ConfigMapList\nitems:\n"), []);
});

test("what a webhook may fill in is no error", () => {
  const definition = { "crd.yaml": cronDefinition("{ type: object, required: [size], properties: { size: { type: integer } } }") };
  const cron = "apiVersion: example.com/v1\nkind: Cron\nmetadata: { name: x }\nspec: {}\n";
  assert.match(said(cron, definition)[0]!, /^error required-value/);
  const webhook = "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: { name: webhook.example.com }\n";
  assert.match(said(cron, { ...definition, "webhook.yaml": webhook })[0]!, /^information required-value/);
});

test("a bad key of stringData is bad in every version", () => {
  const [only] = said("apiVersion: v1\nkind: Secret\nmetadata: { name: x }\nstringData: { a/b: x }\n");
  assert.doesNotMatch(only!, /Accepted by/);
});

test("the Service of a single pod need not be headless", () => {
  const set = (replicas: number): string =>
    deployment("web", "app: web").replace("Deployment", "StatefulSet").replace("spec:", `spec:\n  serviceName: web\n  replicas: ${replicas}`);
  const files = { "service.yaml": service("web", "app: web") };
  assert.match(said(set(2), files)[0]!, /^warning headless-service-missing/);
  assert.match(said(set(1), files)[0]!, /^information headless-service-missing/);
});

test("what a test asserts of objects is no manifest", () => {
  const part = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nstatus: { readyReplicas: 1 }\n";
  for (const name of ["01-assert.yaml", "tests/03-errors.yaml", "02-assert-without-label.yaml", "assert-web.yaml"])
    assert.deepEqual(said(part, {}, name), [], name);
  for (const name of ["error-pages.yaml", "assertions.yaml"]) assert.notDeepEqual(said(part, {}, name), [], name);
});

test("a Service may select by the labels that controllers give to pods", () => {
  const set = deployment("web", "app: web").replace("Deployment", "StatefulSet").replace("spec:", "spec:\n  serviceName: web");
  const others = (pod: string): string[] =>
    said(service("web-0", `app: web, statefulset.kubernetes.io/pod-name: ${pod}`), { "set.yaml": set }).filter((one) => one.includes("selects"));
  assert.deepEqual(others("web-0"), []);
  assert.match(others("wbe-0")[0]!, /^warning service-selects-nothing/);
});

test("of several definitions of a kind the nearest counts, and of releases the newest", () => {
  const withField = (name: string): string => cronDefinition(`{type: object, properties: {${name}: {type: string}}}`);
  const object = "apiVersion: example.com/v1\nkind: Cron\nmetadata: { name: a }\nspec: { schedule: daily }\n";
  const [older, newer] = [withField("when"), withField("schedule")];
  assert.deepEqual(said(object, { "install/v0.9.0/a.yaml": older, "install/v0.10.0/a.yaml": newer }, "samples/a.yaml"), []);
  assert.deepEqual(said(object, { "pkg/testdata/crd.yaml": older, "crd.yaml": newer }, "samples/a.yaml"), []);
  assert.match(said(object, { "old/crd.yaml": older, "crd.yaml": newer }, "old/a.yaml")[0]!, /^error unknown-field/);
});

test("a port that a patch brings, or that the load balancer's annotation stands for, is not missed", () => {
  const pods = deployment("web", "app: web", ", ports: [{ name: health, containerPort: 8081 }]");
  const patch = deployment("web", "app: web", ", ports: [{ name: hooks, containerPort: 9443 }]");
  const hooks = service("hooks", "app: web", "[{ port: 443, targetPort: hooks }]");
  assert.match(said(hooks, { "web.yaml": pods })[0]!, /^warning target-port-missing/);
  assert.deepEqual(said(hooks, { "web.yaml": pods, "hooks_patch.yaml": patch }), []);
  assert.match(said(hooks.replace("targetPort: hooks", "targetPort: 9443"), { "web.yaml": pods })[0]!, /^information target-port-missing/);
  const path = "{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: use-annotation } } } }";
  const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [${path}] } }] }\n`;
  assert.deepEqual(said(ingress, { "web.yaml": service("web", "app: web") }), []);
});

test("a rule of a definition is asked, of a change to what is committed as well; one that can't be asked is named", () => {
  const spec = (rule: string): string =>
    cronDefinition(`{type: object, properties: {a: {type: integer}}, x-kubernetes-validations: [{rule: "${rule}", message: Keep a.}]}`);
  const object = "apiVersion: example.com/v1\nkind: Cron\nmetadata: { name: a }\nspec: { a: 1 }\n";
  assert.deepEqual(said(object, { "crd.yaml": spec("self.a > 1") }), ["error invalid-value: The definition says: Keep a."]);
  assert.deepEqual(said(object, { "crd.yaml": spec("self.a == oldSelf.a") }), []);
  const change = snapshotOf(object, { files: { "crd.yaml": spec("self.a == oldSelf.a") }, committed: object.replace("a: 1", "a: 2") });
  assert.deepEqual(
    diagnose(change).map(({ finding }) => `${finding.code} ${object.slice(finding.from, finding.to)}`),
    ["immutable-field 1"],
  );
  const unknown = diagnose(snapshotOf(object, { files: { "crd.yaml": spec("unheard(self)") } }));
  assert.deepEqual(
    unknown.map(({ finding }) => `${finding.severity} ${finding.code}`),
    ["hint unchecked-rule"],
  );
});
