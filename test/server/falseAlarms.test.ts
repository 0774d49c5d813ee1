import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose } from "../../server/features/diagnostics.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "../support/check.ts";

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
  assert.match(said(web("hf-secret"), { "secret.yaml": secret })[0]!, /^information missing-secret: This workspace has no/);
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
