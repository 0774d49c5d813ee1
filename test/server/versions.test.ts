import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { type Version, versions } from "../../api/version.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { readSettings } from "../../server/finding/settings.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { inEnglish } from "../../server/words/words.ts";
import { strung } from "../../api/words/sentence.ts";
import { check, snapshotOf } from "../support/check.ts";
import { fixture } from "../support/marks.ts";
import { type ServerProcess, startServer } from "../support/session.ts";

const of = (kubernetesVersion: Version): { settings: object } => ({ settings: { kubernetesVersion } });

const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  minReplicas: 0
  maxReplicas: 3
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  metrics:
    - {type: External, external: {metric: {name: queue}, target: {type: Value, value: 5}}}
`;
const pod = (field: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ${field}\n  containers: [{name: web, image: nginx:1.29}]\n`;

test("a field of a later version is told since when it is there", () =>
  check(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      evictionResponders: [{name: example.com/mover, priority: 5}]
    # ^^^^^^^^^^^^^^^^^^ needs-newer-version: evictionResponders needs Kubernetes 1.37: 1.36 does not have this field.
      containers: [{name: web, image: nginx:1.29}]
  `,
    of("1.36"),
    ["needs-newer-version"],
  ));

test("a field that is gone is told until when it was there", () =>
  check(
    `
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      workloadRef: {name: training, podGroup: workers}
    # ^^^^^^^^^^^ gone-in-version: workloadRef was removed after Kubernetes 1.35: 1.36 does not have this field.
      containers: [{name: web, image: nginx:1.29}]
  `,
    of("1.36"),
    ["gone-in-version"],
  ));

test("a field behind a gate that is off is told to be dropped, until the gate is on", () => {
  const said = (version: Version): string[] =>
    diagnose(snapshotOf(pod("hostnameOverride: front"), of(version)))
      .filter(({ finding }) => finding.code === "dropped-field")
      .map(({ finding }) => inEnglish(finding.message));
  assert.deepEqual(said("1.34"), [
    "spec.hostnameOverride is silently dropped: it needs the feature gate HostnameOverride, off by default in 1.34 and on since 1.35.",
  ]);
  assert.deepEqual(said("1.35"), []);
});

test("a kind of a later version is told since when it is served", () =>
  check(
    `
    apiVersion: certificates.k8s.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^^^ needs-newer-version: certificates.k8s.io/v1 ClusterTrustBundle needs Kubernetes 1.37
    kind: ClusterTrustBundle
    metadata: {name: roots}
  `,
    of("1.35"),
    ["needs-newer-version"],
  ));

test("what another version takes is told with the refusal", () => {
  const [finding] = diagnose(snapshotOf(autoscaler, of("1.36"))).filter(({ finding: { severity } }) => severity === "error");
  assert.match(inEnglish(finding!.finding.message), /the minimum is 1\. Accepted by Kubernetes 1\.37\.$/);
  assert.deepEqual(
    diagnose(snapshotOf(autoscaler, of("1.37"))).filter(({ finding: { severity } }) => severity === "error"),
    [],
  );
});

test("completion offers later fields last, and hover says since when", () => {
  const { text, cursor } = fixture("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  evict<|>\n");
  const { proposals } = complete(snapshotOf(text, of("1.35")), cursor)!;
  const late = proposals.find(({ label }) => label === "evictionResponders");
  assert.equal(inEnglish(late!.elsewhen!), "since 1.37");
  assert.ok(proposals.slice(proposals.indexOf(late!)).every(({ elsewhen }) => elsewhen !== undefined));
  const workload = fixture("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  workload<|>\n");
  const offered = (version: Version): string[] =>
    complete(snapshotOf(workload.text, of(version)), workload.cursor)!.proposals.map(({ label }) => label);
  assert.deepEqual([offered("1.35").includes("workloadRef"), offered("1.36").includes("workloadRef")], [true, false]);
  const hovered = fixture(pod("eviction<|>Responders: [{name: example.com/mover, priority: 5}]"));
  const found = hover(snapshotOf(hovered.text, of("1.37")), hovered.cursor, () => undefined, 0)!;
  assert.match(inEnglish(strung(found.paragraphs, "\n")), /Since Kubernetes 1\.37\n- Feature gate `EvictionRequestAPI`: off by default in 1\.37/);
});

test("the version is the folder's own, that of the cluster's nodes, or the newest", () => {
  const workspace = new Workspace();
  const node = "apiVersion: v1\nkind: Node\nmetadata: {name: a}\nstatus: {nodeInfo: {kubeletVersion: v1.35.4}}\n";
  workspace.put("file:///work/cluster.yaml", node);
  workspace.put("file:///work/web.yaml", pod("restartPolicy: Never"), 1);
  const folder = (settings: object): void => workspace.setFolderSettings(new Map([["file:///work", readSettings(settings)]]));
  assert.deepEqual(workspace.versionOf("file:///work/web.yaml"), { version: "1.37", versionFrom: "newest" });
  folder({ preview: { cluster: "cluster.yaml" } });
  assert.deepEqual(workspace.versionOf("file:///work/web.yaml"), { version: "1.35", versionFrom: "cluster" });
  folder({ preview: { cluster: "cluster.yaml" }, kubernetesVersion: "1.34" });
  assert.deepEqual(workspace.versionOf("file:///work/web.yaml"), { version: "1.34", versionFrom: "setting" });
});

test("the setting offers the versions of the table", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
    contributes: { configuration: { properties: Record<string, { enum?: string[] }> } };
  };
  assert.deepEqual(manifest.contributes.configuration.properties["rehearsal.kubernetesVersion"]!.enum, ["auto", ...versions]);
});

let server: ServerProcess;
before(async () => void (server = await startServer()));
after(() => server.stop());

const codes = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.filter(({ severity }) => severity !== 4).map(({ code }) => code);

test("over stdio, each version takes what it has, and the others are asked on demand", async () => {
  const text = `${autoscaler}---\n${pod("evictionResponders: [{name: example.com/mover, priority: 5}]")}`;
  const wanted: Readonly<Record<Version, unknown[]>> = {
    "1.34": ["invalid-value", "needs-newer-version"],
    "1.35": ["invalid-value", "needs-newer-version"],
    "1.36": ["invalid-value", "needs-newer-version"],
    "1.37": ["dropped-field"],
  };
  const ours = ["invalid-value", "needs-newer-version", "dropped-field"];
  const uri = "file:///work/versions.yaml";
  let edit = 1;
  await server.open(uri, text);
  for (const version of versions) {
    server.notify("workspace/didChangeConfiguration", { settings: { rehearsal: { kubernetesVersion: version } } });
    const told = await server.change(uri, ++edit, `${text}# ${version}\n`);
    assert.deepEqual(
      codes(told).filter((code) => ours.includes(String(code))),
      wanted[version],
      version,
    );
    assert.equal((await server.request<{ version: string }>("rehearsal/version", { uri })).version, version);
  }
  const broken = await server.request<{ files: number; findings: number }>("rehearsal/checkVersions", { versions: ["1.35"] });
  assert.deepEqual(broken, { files: 1, findings: 2 });
  assert.deepEqual(await server.request("rehearsal/checkVersions", { versions: [] }), { files: 0, findings: 0 });
});
