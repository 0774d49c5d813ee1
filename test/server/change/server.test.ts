import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, test } from "node:test";
import { uriOf } from "../../../server/machine/uris.ts";
import type { ChangeObjects, ChangeParams, ChangeResult, LocateResult } from "../../../server/lsp/protocol.ts";
import { renderer } from "../../support/renderers.ts";
import { type ServerProcess, startServer } from "../../support/session.ts";

const folder = mkdtempSync(join(tmpdir(), "rehearsal-change-"));
const uri = (path: string): string => uriOf(join(folder, path));
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd: folder, encoding: "utf8" }).trim();

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: example.com/web:1
`;
const service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n";
const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: example.com/web:2
`;
const template = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  {{- with .Values.replicas }}
  replicas: {{ . }}
  {{- end }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: {{ .Values.image | quote }}
          imagePullPolicy: {{ .Values.pull }}
`;
write({
  "base/deployment.yaml": deployment,
  "base/service.yaml": service,
  "base/kustomization.yaml": "resources: [deployment.yaml, service.yaml]\nconfigMapGenerator: [{name: settings, literals: [colour=blue]}]\n",
  "overlays/prod $(x)/kustomization.yaml": "namePrefix: prod-\nresources: [../../base]\npatches: [{path: image.yaml}]\n",
  "overlays/prod $(x)/image.yaml": patch,
  "overlays/far/kustomization.yaml": "resources: ['https://example.com/base?ref=main']\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
  "chart/values.yaml": "image: example.com/web:1\npull: Always\nreplicas: 2\n",
  "chart/values-prod.yaml": "replicas: 5\n",
  "chart/templates/deployment.yaml": template,
  "far/Chart.yaml": "apiVersion: v2\nname: far\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.0.0, repository: 'https://example.com'}]\n",
});
git("init", "-q");
git("add", "-A");
git("commit", "-qm", "Start");
const commit = git("rev-parse", "HEAD");
const committed = { is: "committed", ref: "HEAD", commit } as const;
after(() => rmSync(folder, { recursive: true, force: true }));

const [kustomize, helm] = [renderer("kustomize"), renderer("helm")];
const tools = { kustomize: "path" in kustomize ? kustomize.path : "", helm: "path" in helm ? helm.path : "" };

const servers: ServerProcess[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

/** A server on the folder, in a workspace that is trusted or not. */
async function serverOn(settings: object, trusted = true): Promise<ServerProcess> {
  const server = await startServer({ folder: uriOf(folder) });
  servers.push(server);
  await server.notified("rehearsal/indexed");
  server.notify("workspace/didChangeConfiguration", { settings: { rehearsal: settings } });
  if (trusted) server.notify("rehearsal/trusted", {});
  return server;
}

const ask = (server: ServerProcess, params: ChangeParams): Promise<ChangeResult> => server.request("rehearsal/change", params);

function objectsOf(result: ChangeResult): ChangeObjects {
  assert.ok(!("problem" in result), "problem" in result ? result.problem : "");
  return result;
}

const namesIn = (objects: ChangeObjects["after"]): string[] =>
  objects.map(({ object }) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return `${kind}/${metadata.name}`;
  });

test("a folder is rehearsed from its commit, with the texts of the editor", async () => {
  const server = await serverOn({});
  const choice = { is: "folder", uri: uri("base") } as const;
  const unchanged = objectsOf(await ask(server, { choice, baseline: committed }));
  assert.deepEqual(unchanged.after, unchanged.before);
  await server.open(uri("base/deployment.yaml"), deployment.replace("web:1", "web:3"));
  const edited = objectsOf(await ask(server, { choice, baseline: committed }));
  assert.deepEqual(namesIn(edited.after), ["Deployment/web", "Service/web"]);
  assert.match(JSON.stringify(edited.before), /web:1/);
  assert.match(JSON.stringify(edited.after), /web:3/);
  assert.deepEqual(objectsOf(await ask(server, { choice, baseline: { is: "nothing" } })).before, []);
  const found = await server.request<LocateResult>("rehearsal/locate", {
    uri: "",
    choice,
    kind: "Service",
    namespace: "default",
    name: "web",
    field: "spec.ports[0]",
  });
  assert.equal(found?.uri, uri("base/service.yaml"));
});

test(
  "an overlay is built by kustomize, before it from the commit; a field leads to the patch or the base that sets it",
  { skip: "skip" in kustomize && kustomize.skip },
  async () => {
    const server = await serverOn({ tools });
    const choice = { is: "kustomization", uri: uri("overlays/prod $(x)") } as const;
    await server.open(uri("overlays/prod $(x)/image.yaml"), patch.replace("web:2", "web:3"));
    const result = objectsOf(await ask(server, { choice, baseline: committed }));
    assert.deepEqual(
      namesIn(result.after).map((name) => name.replace(/-\w{10}$/, "")),
      ["ConfigMap/prod-settings", "Service/prod-web", "Deployment/prod-web"],
    );
    assert.match(JSON.stringify(result.before), /web:2/);
    assert.match(JSON.stringify(result.after), /web:3/);
    assert.doesNotMatch(JSON.stringify(result.after), /origin/);
    const lineOf = async (field: string): Promise<readonly unknown[]> => {
      const found = await server.request<LocateResult>("rehearsal/locate", {
        uri: "",
        choice,
        kind: "Deployment",
        namespace: "default",
        name: "prod-web",
        field,
      });
      return [found?.uri, found?.range.start.line];
    };
    assert.deepEqual(await lineOf("spec.template.spec.containers[0].image"), [uri("overlays/prod $(x)/image.yaml"), 8]);
    assert.deepEqual(await lineOf("spec.replicas"), [uri("base/deployment.yaml"), 4]);
    const { text } = await server.request<{ text: string }>("rehearsal/rendered", { choice });
    assert.match(text, /^ {2}name: prod-web$/m);
    assert.equal(git("status", "--porcelain"), "");
  },
);

test(
  "a chart is rendered by helm with chosen values; what is wrong in it is said at the line of its template",
  { skip: "skip" in helm && helm.skip },
  async () => {
    const server = await serverOn({ tools });
    const choice = { is: "chart", uri: uri("chart"), values: [uri("chart/values-prod.yaml")] } as const;
    await server.open(uri("chart/values.yaml"), "image: example.com/web:2\npull: Sometimes\n");
    const { before, refused, findings } = objectsOf(await ask(server, { choice, baseline: committed }));
    assert.match(JSON.stringify(before), /"replicas":5.*web:1/);
    assert.match(refused[0]!.message, /Sometimes/);
    const pull = findings.find(({ message }) => message.includes("Sometimes"));
    assert.equal(pull?.uri, uri("chart/templates/deployment.yaml"));
    assert.equal(
      pull?.range.start.line,
      template.split("\n").findIndex((line) => line.includes("imagePullPolicy")),
    );
  },
);

test("nothing is downloaded: a remote base and a missing chart are named", async () => {
  const server = await serverOn({ tools });
  const remote = await ask(server, { choice: { is: "kustomization", uri: uri("overlays/far") }, baseline: committed });
  assert.match("problem" in remote ? remote.problem : "", /https:\/\/example\.com\/base.*would have to be downloaded/);
  const chart = await ask(server, { choice: { is: "chart", uri: uri("far"), values: [] }, baseline: committed });
  assert.match("problem" in chart ? chart.problem : "", /redis.*helm dependency build/);
});

test("without trust nothing runs, and without the program a sentence says what is missing", async () => {
  const choice = { is: "chart", uri: uri("chart"), values: [] } as const;
  const marker = join(folder, "ran");
  write({ "tool.sh": `#!/bin/sh\ntouch "${marker}"\n` });
  chmodSync(join(folder, "tool.sh"), 0o755);
  const untrusted = await serverOn({ tools: { helm: join(folder, "tool.sh"), git: join(folder, "tool.sh") } }, false);
  const refused = await ask(untrusted, { choice, baseline: committed });
  assert.match("problem" in refused ? refused.problem : "", /trust/);
  const unread = await ask(untrusted, { choice: { is: "folder", uri: uri("base") }, baseline: committed });
  assert.match("problem" in unread ? unread.problem : "", /trust/);
  objectsOf(await ask(untrusted, { choice: { is: "folder", uri: uri("base") }, baseline: { is: "saved" } }));
  assert.ok(!readdirSync(folder).includes("ran"));
  const server = await serverOn({ tools: { helm: join(folder, "no-helm") } });
  const missing = await ask(server, { choice, baseline: { is: "nothing" } });
  assert.match("problem" in missing ? missing.problem : "", /needs helm/);
});
