import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quickFixes } from "../../server/features/codeActions.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { inlayHints } from "../../server/features/inlayHints.ts";
import { definition } from "../../server/features/navigation/definition.ts";
import { folding } from "../../server/features/navigation/folding.ts";
import { outline } from "../../server/features/navigation/outline.ts";
import { rename } from "../../server/features/navigation/rename.ts";
import { snapshotOf } from "../support/check.ts";
import { cronDefinition } from "../support/customResource.ts";
import { dedent } from "../support/marks.ts";
import { inEnglish } from "../../server/words/words.ts";

const silent = (name: string, text: string, files = {}): void =>
  assert.deepEqual(
    diagnose(snapshotOf(dedent(text), { name, files })).map(({ finding }) => inEnglish(finding.message)),
    [],
    name,
  );

test("files of others are left alone", () => {
  silent("compose.yaml", "services:\n  web:\n    image: nginx\n");
  silent(".github/workflows/ci.yaml", "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n");
  silent("kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n");
  silent("kubeconfig", "apiVersion: v1\nkind: Config\nclusters: []\n");
  silent("skaffold.yaml", "apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {}\n");
  silent("values.yaml", "image: nginx\nkind: web\n");
});

test("Helm templates are left alone, blocks of text with braces are not", () => {
  silent(
    "chart/templates/web.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n",
  );
  silent("templates/x.yaml", 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "{{ .Release.Name }}"\nspec: {type: wrong}\n');
  assert.deepEqual(
    diagnose(snapshotOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: alerts}\nimutable: true\ndata:\n  a: |\n    {{ $value }}\n")).map(
      ({ finding }) => finding.code,
    ),
    ["unknown-field"],
  );
});

test("what Kustomize patches is judged as a part", () => {
  const patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n";
  silent("overlay/replicas.yaml", patch, {
    "overlay/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{path: replicas.yaml}]\n",
  });
  assert.notDeepEqual(diagnose(snapshotOf(patch)), []);
});

test("a custom resource is held against its definition, where the workspace has it", () => {
  const crd = cronDefinition("{type: object, properties: {size: {type: integer}}}");
  const cron = "apiVersion: example.com/v1\nkind: Cron\nmetadata: {name: x}\nspec:\n  size: big\n";
  silent("cron.yaml", cron);
  assert.equal(diagnose(snapshotOf(cron, { files: { "crd.yaml": crd } })).length, 1);
});

test("JSON is a manifest like any other", () => {
  const text = '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {"name": "web"},\n  "spec": {"contaners": []}\n}\n';
  const codes = diagnose(snapshotOf(text, { name: "pod.json" })).map(({ finding }) => finding.code);
  assert.ok(codes.includes("unknown-field"));
});

test("the items of a List are judged one by one", () => {
  const list =
    "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: fine}}\n  - {apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {}}\n";
  const [finding] = diagnose(snapshotOf(list)).map((placed) => placed.finding);
  assert.equal(finding!.origin!.field, "spec.containers");
  assert.equal(list.slice(finding!.from, finding!.to), "spec");
});

const words = [
  "apiVersion: apps/v1",
  "kind: Deployment",
  "kind: Service",
  "metadata:",
  "  name: web",
  "spec:",
  "  selector:",
  "    matchLabels: {app: web}",
  "  selector: x",
  "  template:",
  "    spec:",
  "      containers:",
  "      - name: a",
  "        image: b",
  "        ports: [{",
  "        env: [1, {name: }]",
  "  ports: {}",
  "---",
  "\t",
  "- -",
  "? a",
  "&a",
  "*a",
  "<<: *a",
  "'",
  '"',
  "|",
  "{{",
  "]",
  "  matchExpressions: {}",
  "      volumes: {name: 1}",
  "# rehearsal-ignore: x",
  "\u0000",
  "한글: 값",
];

test("no text makes any feature throw", () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 12 })), { maxLength: 14 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, fc.nat(), (source, place) => {
      const snapshot = snapshotOf(source, { settings: { podSecurity: "restricted" }, committed: source.slice(5) });
      const offset = place % (source.length + 1);
      diagnose(snapshot);
      complete(snapshot, offset);
      hover(snapshot, offset, () => "", 0);
      quickFixes(snapshot, 0, source.length);
      fixAll(snapshot);
      definition(snapshot, offset);
      rename(snapshot, offset, "new");
      outline(snapshot);
      folding(snapshot);
      inlayHints(snapshot, 0, source.length);
    }),
    { seed: 7, numRuns: 400 },
  );
});
