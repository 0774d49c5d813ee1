import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../server/features/completion/complete.ts";
import { definition } from "../../server/features/navigation/definition.ts";
import { links } from "../../server/features/navigation/links.ts";
import { references } from "../../server/features/navigation/references.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { type Snapshot, Workspace } from "../../server/workspace/workspace.ts";
import { inEnglish } from "../../server/words/words.ts";
import { accepted, proposed } from "../support/check.ts";

const files = {
  "base/kustomization.yaml": "resources: [web.yaml, service.yaml]\n",
  "base/web.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web:1, envFrom: [{ configMapRef: { name: settings } }] }] }
`,
  "base/service.yaml": "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n",
  "prod/kustomization.yaml": `resources:
  - ../base
namespace: prod
patches:
  - path: replicas.yaml
    target: { kind: Deployment, name: web }
configMapGenerator:
  - name: settings
    literals: [mode=fast]
`,
  "prod/replicas.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 5 }\n",
  "other/config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: something }\n",
};

function workspaceOf(changed: Readonly<Record<string, string>> = {}): Workspace {
  const workspace = new Workspace();
  for (const [name, text] of Object.entries({ ...files, ...changed })) workspace.put(`file:///w/${name}`, text, 1);
  workspace.setRead(["file:///w"]);
  return workspace;
}

function snapshotAt(name: string, changed?: Readonly<Record<string, string>>): Snapshot {
  return workspaceOf(changed).snapshot(`file:///w/${name}`)!;
}

function said(name: string, changed?: Readonly<Record<string, string>>): string[] {
  return diagnose(snapshotAt(name, changed)).map(({ finding }) => `${finding.code}: ${inEnglish(finding.message)}`);
}

/** The lines that a word of a file leads to. */
function leadsTo(name: string, word: string, changed?: Readonly<Record<string, string>>): string[] {
  const snapshot = snapshotAt(name, changed);
  const workspace = workspaceOf(changed);
  return definition(snapshot, snapshot.file.syntax.text.indexOf(word) + 1).map(
    ({ uri, from }) => `${uri.slice(10)}:${workspace.file(uri)!.lines.lineAt(from) + 1}`,
  );
}

test("a good kustomization, and what it generates, raise nothing", () => {
  for (const name of Object.keys(files))
    assert.deepEqual(
      said(name).filter((one) => !/no-requests|latest/.test(one)),
      [],
      name,
    );
});

test("what Kustomize would refuse, and patches that are for nothing", () => {
  const prod = files["prod/kustomization.yaml"];
  const [only] = said("prod/kustomization.yaml", { "prod/kustomization.yaml": prod.replace("resources:", "resource:") });
  assert.match(only!, /^kustomization-file: Did you mean resources\? There is no field resource here\./);
  assert.deepEqual(
    said("prod/kustomization.yaml", { "prod/kustomization.yaml": prod.replace("replicas.yaml", "replica.yaml").replace("../base", "../bas") }),
    ["kustomization-path-missing: ../bas does not exist here.", "kustomization-path-missing: replica.yaml does not exist here."],
  );
  assert.deepEqual(said("prod/kustomization.yaml", { "prod/kustomization.yaml": prod.replace("name: web", "name: wbe") }), [
    "kustomization-target-missing: No resource of this kustomization matches Deployment wbe: the patch has no effect.",
  ]);
});

test("addresses, generators and what is not read raise nothing", () => {
  const text =
    "resources:\n  - https://example.com/a.yaml\n  - github.com/a/b//c?ref=1\n  - ../../outside\nconfigMapGenerator:\n  - { name: a, files: [any.conf] }\n";
  assert.deepEqual(said("prod/kustomization.yaml", { "prod/kustomization.yaml": text }), []);
});

test("paths lead to files, targets to objects, names to what generates them", () => {
  assert.deepEqual(leadsTo("prod/kustomization.yaml", "../base"), ["base/kustomization.yaml:1"]);
  assert.deepEqual(leadsTo("prod/kustomization.yaml", "replicas.yaml"), ["prod/replicas.yaml:1"]);
  assert.ok(leadsTo("prod/kustomization.yaml", "web }").includes("base/web.yaml:3"));
  assert.deepEqual(leadsTo("base/web.yaml", "settings"), ["prod/kustomization.yaml:8"]);
  const shown = links(snapshotAt("prod/kustomization.yaml")).map(({ uri }) => uri.slice(10));
  assert.deepEqual(shown.slice(0, 2), ["base/kustomization.yaml", "prod/replicas.yaml"]);
});

test("a Service leads to the labels of its pods: from its kind, its selector and a key of it", () => {
  for (const word of ["kind: Service".slice(6), "selector", "app"]) assert.deepEqual(leadsTo("base/service.yaml", word), ["base/web.yaml:7"], word);
});

test("names stay within their environment", () => {
  const env = (name: string): Record<string, string> => ({
    [`${name}/web.yaml`]: files["base/web.yaml"],
    [`${name}/service.yaml`]: files["base/service.yaml"],
  });
  const snapshot = snapshotAt("dev/service.yaml", { ...env("dev"), ...env("live"), "base/web.yaml": "", "base/service.yaml": "" });
  const text = snapshot.file.syntax.text;
  const uris = references(snapshot, text.indexOf("app: web") + 6, true).map(({ uri }) => uri.slice(10));
  assert.deepEqual([...new Set(uris)].sort(), ["dev/service.yaml", "dev/web.yaml"]);
});

test("kustomizations and our own files have completion", () => {
  assert.deepEqual(proposed("resou<|>", { name: "kustomization.yaml" }).slice(0, 1), ["resources"]);
  assert.equal(accepted("patches:\n  - <|>", "path", { name: "kustomization.yaml" }), "patches:\n  - path: ");
  assert.deepEqual(proposed("rules:\n  latest-tag: w<|>", { name: ".rehearsal.yaml" }), ["warning"]);
  assert.ok(proposed("kind: <|>", { name: "kustomization.yaml" }).includes("Kustomization"));
  const scenario = { name: "web.rehearsal.yaml" };
  assert.deepEqual(proposed("steps:\n- behaves:\n    of: web\n    <|>", scenario), ["container", "runs"]);
  assert.deepEqual(proposed("steps:\n- behaves:\n    runs:\n    - <|>", scenario), ["exit", "serves", "exec", "stop", "fails"]);
  assert.deepEqual(proposed("steps:\n- fault:\n    is: <|>", scenario), ["crash", "never-ready", "slow"]);
});

test("a path is completed by files of the folder and by folders with a kustomization", () => {
  const at = (text: string): string[] => {
    const snapshot = snapshotAt("prod/kustomization.yaml", { "prod/kustomization.yaml": text.replace("<|>", ""), "prod/more/extra.yaml": "a: b\n" });
    return complete(snapshot, text.indexOf("<|>"))?.proposals.map(({ label }) => label) ?? [];
  };
  assert.deepEqual(at("resources:\n  - <|>\n"), ["replicas.yaml", "../base", "more/extra.yaml"]);
  assert.deepEqual(at("resources:\n  - ../b<|>\n"), ["../base"]);
  assert.deepEqual(at("resources: [../base, <|>]\n"), ["replicas.yaml", "more/extra.yaml"]);
  assert.deepEqual(at("patches:\n  - path: <|>\n"), ["replicas.yaml", "more/extra.yaml"]);
});
