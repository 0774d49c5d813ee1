import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { admit } from "../../api/admit/admit.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import { fieldOf } from "../../api/cause.ts";
import { customKindsOf } from "../../api/customResources.ts";
import { kindNames, versionsOf } from "../../api/schema.ts";
import { nowhere } from "../../api/surroundings.ts";
import { removalOf } from "../../api/versions.ts";
import { kinds, objectTypes } from "../../schemas/generated/schema.ts";
import { inEnglish } from "../../api/words/english.ts";

const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { containers: [{ name: "web", image: "nginx:1.27" }] } };

function fieldsOf(value: unknown): string[] {
  return admit(value).causes.map(fieldOf);
}

test("causes of every stage come at once, where the server would stop at the first", () => {
  const { causes, refusedAt } = admit({ ...pod, metadata: { name: "Web", labls: {} }, spec: { ...pod.spec, restartPolicy: "Sometimes" } });
  assert.equal(refusedAt, "decoding");
  assert.deepEqual(causes.map(fieldOf), ["metadata.labls", "metadata.name", "spec.restartPolicy"]);
});

test("what could not be decoded is not called missing as well", () => {
  assert.deepEqual(fieldsOf({ ...pod, spec: { containers: [{ name: "web", image: 5 }] } }), ["spec.containers[0].image"]);
});

test("a removed version says since when, and offers its successor", () => {
  const [cause] = admit({ apiVersion: "extensions/v1beta1", kind: "Ingress", metadata: { name: "old" } }).causes;
  assert.equal(inEnglish(cause!.message), "extensions/v1beta1 Ingress was removed in Kubernetes 1.22: use networking.k8s.io/v1.");
  assert.equal(cause!.instead, "networking.k8s.io/v1");
});

test("a migrated Ingress is accepted", () => {
  const old = {
    apiVersion: "networking.k8s.io/v1beta1",
    kind: "Ingress",
    metadata: { name: "old" },
    spec: {
      rules: [{ http: { paths: [{ path: "/", backend: { serviceName: "web", servicePort: 80 } }] } }],
      backend: { serviceName: "web", servicePort: "http" },
    },
  };
  const migrated = removalOf(old.apiVersion, old.kind)!.migrate!(old);
  assert.deepEqual(admit(migrated).causes, []);
});

test("a migrated Deployment selects the pods of its template", () => {
  const template = { metadata: { labels: { app: "web" } }, spec: pod.spec };
  const old = { apiVersion: "apps/v1beta1", kind: "Deployment", metadata: { name: "old" }, spec: { rollbackTo: { revision: 1 }, template } };
  assert.deepEqual(admit(removalOf(old.apiVersion, old.kind)!.migrate!(old)).causes, []);
});

test("a misspelt kind is told, a custom one is left alone but for its metadata", () => {
  assert.equal(admit({ ...pod, kind: "Pdo" }).causes[0]!.instead, "Pod");
  assert.deepEqual(fieldsOf({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "fine" }, spec: 5 }), []);
  assert.deepEqual(fieldsOf({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "fine", labls: {} } }), ["metadata.labls"]);
});

test("a definition at hand gives its kind a schema", () => {
  const size = { type: "integer", minimum: 1 };
  const schema = { type: "object", properties: { spec: { type: "object", required: ["size"], properties: { size } } } };
  const [widget] = customKindsOf({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    spec: {
      group: "example.com",
      names: { kind: "Widget", plural: "widgets" },
      versions: [{ name: "v1", served: true, schema: { openAPIV3Schema: schema } }],
    },
  });
  const surroundings = { ...nowhere, customKind: () => widget };
  const { causes } = admit(
    { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" }, spec: { size: 0, siz: 1 } },
    undefined,
    surroundings,
  );
  assert.deepEqual(causes.map(fieldOf), ["spec.siz", "spec.size"]);
});

test("an update that would need a new object says so", () => {
  const { causes } = admitUpdate({ ...pod, spec: { ...pod.spec, hostNetwork: true } }, pod);
  assert.deepEqual(causes.map(fieldOf), ["spec"]);
  assert.deepEqual(admitUpdate({ ...pod, spec: { containers: [{ name: "web", image: "nginx:1.28" }] } }, pod).causes, []);
});

test("defaults are there, and given values stay", () => {
  const { object } = admit({ ...pod, spec: { ...pod.spec, terminationGracePeriodSeconds: 0 } });
  const { spec, status } = object as { spec: Record<string, unknown>; status: unknown };
  assert.equal(spec["terminationGracePeriodSeconds"], 0);
  assert.equal(spec["dnsPolicy"], "ClusterFirst");
  assert.deepEqual(status, { phase: "Pending", qosClass: "BestEffort" });
});

const names = [...new Set(Object.values(objectTypes).flatMap(({ fields }) => Object.keys(fields)))];
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) });
const scalar = fc.constantFrom(null, true, 0, -1, 80, 1.5, 2 ** 40, "", "a", "Always", "25%", "1Gi", "10.0.0.1", "a/b", "ünï");

/** Anything, under the names of real fields. */
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, scalar, fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(name, tie("value"), { maxKeys: 6 })),
}));

test("nothing throws, whatever the object", () => {
  const object = fc.tuple(
    fc.constantFrom(...kinds),
    fc.dictionary(fc.constantFrom("metadata", "spec", "data", "rules", "subsets", "status"), anything),
  );
  fc.assert(
    fc.property(object, object, ([{ apiVersion, kind }, fields], [, others]) => {
      const { causes } = admit({ apiVersion, kind, ...fields });
      for (const cause of causes) assert.match(inEnglish(cause.message), /[.!?)]$/);
      admitUpdate({ apiVersion, kind, ...others }, { apiVersion, kind, ...fields });
    }),
    { seed: 136, numRuns: 1500 },
  );
});

test("every kind is found by its name", () => {
  for (const kind of kindNames) assert.ok(versionsOf(kind).length > 0, kind);
});

test("a custom resource may have any finalizer, as the Applications of Argo CD have", () => {
  const metadata = { name: "web", finalizers: ["resources-finalizer.argocd.argoproj.io"] };
  assert.deepEqual(fieldsOf({ apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata }), []);
  assert.deepEqual(fieldsOf({ ...pod, metadata }), ["metadata.finalizers[0]"]);
});
