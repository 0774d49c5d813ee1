/** How long an editor waits: keystroke to diagnostics beside yaml-language-server on the same file, hover and completion in long files, the index of a workspace. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver-protocol";
import { peerSettings } from "./peerSchema.ts";
import { below, beside, percentile } from "./report.ts";
import { type ServerProcess, startServer } from "../support/session.ts";

const root = join(import.meta.dirname, "../..");

/** A manifest of about `lines` lines: Deployments of 50 lines each. */
export function manifestOf(lines: number): string {
  return Array.from({ length: Math.ceil(lines / 50) }, (_, i) => deployment(`web-${i}`)).join("---\n");
}

function deployment(name: string): string {
  const env = Array.from({ length: 11 }, (_, i) => `            - name: SETTING_${i}\n              value: "${i}"\n`).join("");
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - containerPort: 8080
          resources:
            limits:
              memory: 64Mi
          livenessProbe:
            httpGet:
              path: /
              port: 8080
          env:
${env}`;
}

/** Milliseconds from each change of the replicas in the middle of a file to its diagnostics. */
export async function keystrokes(server: ServerProcess, lines: number, strokes: number): Promise<number[]> {
  const uri = `file:///bench/${lines}.yaml`;
  const text = manifestOf(lines);
  const digit = digitIn(text, text.length / 2);
  await server.open(uri, text);
  const times: number[] = [];
  for (let version = 2; version < strokes + 2; version++) {
    const pressed = performance.now();
    await server.edit(uri, version, digit, String(version % 10));
    times.push(performance.now() - pressed);
  }
  return warm(times);
}

/** Where the number of the first replicas stands after an offset. */
export function digitIn(text: string, from = 0): Range {
  const before = text.slice(0, text.indexOf("replicas: 3", from) + "replicas: ".length).split("\n");
  const start = { line: before.length - 1, character: before.at(-1)!.length };
  return { start, end: { line: start.line, character: start.character + 1 } };
}

/** Milliseconds of requests at places all over a file. */
export async function requests(server: ServerProcess, method: string, lines: number, count: number): Promise<number[]> {
  const uri = `file:///bench/${method.replaceAll("/", "-")}-${lines}.yaml`;
  const text = manifestOf(lines);
  await server.open(uri, text);
  const rows = text.split("\n");
  const places = rows.flatMap((row, line) =>
    /^\s+(?:replicas|image|path|memory|containerPort): /.test(row) ? [{ line, character: row.search(/\S/) + 2 }] : [],
  );
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const position = places[Math.floor((i * places.length) / count)]!;
    const start = performance.now();
    await server.request(method, { textDocument: { uri }, position });
    times.push(performance.now() - start);
  }
  return warm(times);
}

/** Milliseconds until a workspace of so many files is read, cold. */
export async function indexing(files: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-bench-"));
  for (let i = 0; i < files; i++) writeFileSync(join(folder, `${i}.yaml`), deployment(`web-${i}`));
  const start = performance.now();
  const server = await startServer({ folder: pathToFileURL(folder).href, command: ours() });
  await server.notified("rehearsal/indexed");
  const took = performance.now() - start;
  await server.stop();
  rmSync(folder, { recursive: true });
  return took;
}

/** Milliseconds until a workspace of 5,000 files is read, and from a keystroke in one of them to the objects of a change. */
export async function change(): Promise<{ readonly index: number; readonly related: number[]; readonly folder: number[] }> {
  const workspace = mkdtempSync(join(tmpdir(), "rehearsal-bench-"));
  for (let i = 0; i < 1250; i++) {
    const folder = join(workspace, `team-${i % 50}`, `app-${i}`);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(application(`web-${i}`))) writeFileSync(join(folder, name), text);
  }
  const start = performance.now();
  const server = await startServer({ folder: pathToFileURL(workspace).href, command: ours() });
  await server.notified("rehearsal/indexed");
  const index = performance.now() - start;
  const team = `${pathToFileURL(workspace).href}/team-7`;
  const uri = `${team}/app-7/deployment.yaml`;
  const text = deployment("web-7");
  await server.open(uri, text);
  const digit = digitIn(text);
  let version = 2;
  const strokes = async (choice: object): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < 40; i++, version++) {
      const pressed = performance.now();
      const told = server.edit(uri, version, digit, String(version % 10));
      await server.request("rehearsal/change", { choice, baseline: { is: "saved" } });
      times.push(performance.now() - pressed);
      await told;
    }
    return warm(times);
  };
  const related = await strokes({ is: "related", uri });
  const folder = await strokes({ is: "folder", uri: team });
  await server.stop();
  rmSync(workspace, { recursive: true });
  return { index, related, folder };
}

/** An application in four files that refer to each other. */
function application(name: string): Readonly<Record<string, string>> {
  return {
    "deployment.yaml": deployment(name),
    "service.yaml": `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80}]}\n`,
    "settings.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {colour: blue}\n`,
    "budget.yaml": `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {minAvailable: 1, selector: {matchLabels: {app: ${name}}}}\n`,
  };
}

/** The bundle where it was built, since that is what is shipped; else the sources. */
export function ours(): readonly string[] {
  const bundle = join(root, "dist/server/node.mjs");
  return [process.execPath, process.env["BUNDLE"] === "0" ? join(root, "server/lsp/node.ts") : bundle, "--stdio"];
}

/** The command of the peer's language server. */
export function theirs(): readonly string[] {
  return [process.execPath, join(root, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"];
}

/** What is left when the first fifth has warmed up. */
function warm(times: readonly number[]): number[] {
  return times.slice(Math.floor(times.length / 5));
}

if (import.meta.main) {
  const server = await startServer({ command: ours() });
  const strokes = await keystrokes(server, 1000, 60);
  below("keystroke to diagnostics, 1,000 lines, p95", percentile(strokes, 95), 16, "ms");
  below("keystroke to diagnostics, 10,000 lines, p95", percentile(await keystrokes(server, 10_000, 60), 95), 16, "ms");
  below("keystroke to diagnostics, 50,000 lines, p95", percentile(await keystrokes(server, 50_000, 30), 95), 100, "ms");
  below("completion, 10,000 lines, p95", percentile(await requests(server, "textDocument/completion", 10_000, 100), 95), 10, "ms");
  below("hover, 10,000 lines, p95", percentile(await requests(server, "textDocument/hover", 10_000, 100), 95), 10, "ms");
  await server.stop();
  below("index of 2,000 files, cold", await indexing(2000), 3000, "ms");
  const { index, related, folder } = await change();
  below("index of 5,000 files in 1,250 folders, cold", index, 8000, "ms");
  below("keystroke to the objects of a file and its relations, p95", percentile(related, 95), 100, "ms");
  below("keystroke to the objects of a folder of 100 files, p95", percentile(folder, 95), 100, "ms");
  const settings = peerSettings();
  const peer = await startServer({ command: theirs(), settings });
  peer.notify("workspace/didChangeConfiguration", { settings });
  beside(
    "keystroke to diagnostics, 1,000 lines, median",
    percentile(strokes, 50),
    "yaml-language-server",
    percentile(await keystrokes(peer, 1000, 8), 50),
    "ms",
    30,
  );
  await peer.stop();
}
