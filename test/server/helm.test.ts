import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { definition } from "../../server/features/navigation/definition.ts";
import { references } from "../../server/features/navigation/references.ts";
import { inEnglish } from "../../server/words/words.ts";
import { type Snapshot, Workspace } from "../../server/workspace/workspace.ts";
import { strung } from "../../api/words/sentence.ts";

const template = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: "{{ $.Values.image.name }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
`;
const values = `# how many pods
replicas: 3
image:
  name: web
  tag: ""
`;

function snapshotAt(name: string, changed: Readonly<Record<string, string>> = {}): Snapshot {
  const workspace = new Workspace();
  const files = { "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "values.yaml": values, "templates/web.yaml": template, ...changed };
  for (const [path, text] of Object.entries(files)) workspace.put(`file:///w/shop/${path}`, text, 1);
  return workspace.snapshot(`file:///w/shop/${name}`)!;
}

function offsetOf(snapshot: Snapshot, word: string): number {
  return snapshot.file.syntax.text.indexOf(word) + word.length - 1;
}

const textAt = (snapshot: Snapshot, { uri, from, to }: { uri: string; from: number; to: number }): string =>
  `${uri.slice(15)}: ${snapshot.tree.file(uri)!.syntax.text.slice(from, to)}`;

test("templates are left alone by diagnostics", () => assert.deepEqual(diagnose(snapshotAt("templates/web.yaml")), []));

test("a value of a template leads to values.yaml, and back", () => {
  const from = snapshotAt("templates/web.yaml");
  assert.deepEqual(
    definition(from, offsetOf(from, "image.tag")).map((one) => textAt(from, one)),
    ["values.yaml: tag"],
  );
  assert.deepEqual(
    definition(from, offsetOf(from, ".Values.image")).map((one) => textAt(from, one)),
    ["values.yaml: image"],
  );
  const back = snapshotAt("values.yaml");
  assert.deepEqual(
    references(back, offsetOf(back, "replicas"), true).map((one) => textAt(back, one)),
    ["templates/web.yaml: .Values.replicas"],
  );
  assert.equal(references(back, offsetOf(back, "image"), true).length, 2);
});

test("hover shows a value as it is by default", () => {
  const snapshot = snapshotAt("templates/web.yaml");
  const shown = (word: string): string => inEnglish(strung(hover(snapshot, offsetOf(snapshot, word), () => undefined, 0)!.paragraphs, "\n"));
  assert.equal(shown(".Values.replicas"), "**replicas**\n```yaml\n3\n```");
  assert.match(shown("$.Values.image"), /^\*\*image\*\*\n```yaml\nname: web\n/);
});

/** What is proposed in a template before the end of its last action. */
function labels(text: string): string[] {
  const snapshot = snapshotAt("templates/web.yaml", { "templates/web.yaml": text });
  return complete(snapshot, text.lastIndexOf(" }}"))?.proposals.map(({ label, detail }) => `${label} ${inEnglish(detail ?? "")}`.trim()) ?? [];
}

test("completion of values, below what is typed", () => {
  assert.deepEqual(labels("a: {{ .Values. }}"), ["replicas 3", "image {…}"]);
  assert.deepEqual(labels("a: {{ .Values.image.t }}"), ['tag ""']);
  assert.deepEqual(labels("a: {{ .Values.nothing. }}"), []);
  assert.deepEqual(labels("a: b }}"), []);
});

test("completion of what Helm gives, where a dot is the root", () => {
  assert.deepEqual(labels("a: {{ . }}"), ["Values", "Release", "Chart", "Capabilities", "Files", "Template"]);
  assert.deepEqual(labels("a: {{- .Rel }}"), ["Release"]);
  assert.deepEqual(labels("a: {{ .Release.N }}"), ["Name", "Namespace", "Revision", "IsInstall"]);
  assert.deepEqual(labels("a: {{ .Chart.V }}"), ['Version "1.0.0"', "AppVersion", "KubeVersion"]);
  assert.deepEqual(labels('a: {{ printf "%s" . }}').length, 6);
  for (const text of ["{{ range .Values.replicas}}\n  {{ . }}", "{{- with .Values.image}}\n  {{ . }}", "a: {{ 1 }} . }}", "a: {{ x. }}"])
    assert.deepEqual(labels(text), [], text);
  assert.deepEqual(labels("{{- range .Values.replicas}}\n  {{ $.C }}"), ["Chart", "Capabilities"]);
});

test("files of other tools get no Kubernetes proposals", () => {
  for (const name of ["Chart.yaml", "values.yaml", "values-prod.yaml", "compose.yaml", "package.json", ".github/workflows/ci.yml"])
    assert.equal(complete(snapshotAt(name, { [name]: "k" }), 1), undefined, name);
});
