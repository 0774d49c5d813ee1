import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Location, Range, WorkspaceEdit } from "vscode-languageserver-protocol";
import { uriOf } from "../../server/machine/uris.ts";
import { root } from "../../scripts/machine/run.ts";
import { type ServerProcess, startServer } from "../support/session.ts";

/** Real servers over stdio on real folders, in which things go wrong. */

const [created, changed, deleted] = [1, 2, 3];
const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { colour: blue }\n";
const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      envFrom: [{ configMapRef: { name: settings } }]
`;
const atName = { line: 7, character: 46 };

const servers: ServerProcess[] = [];
const folders: string[] = [];
after(async () => {
  for (const server of servers) await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): { readonly path: (name: string) => string; readonly uri: (name: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-faults-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { path: (name) => join(folder, name), uri: (name) => uriOf(join(folder, name)) };
}

async function serverOn(folder: ReturnType<typeof folderOf>, before: readonly string[] = []): Promise<ServerProcess> {
  const server = await startServer({
    folder: folder.uri("."),
    command: [process.execPath, ...before, join(root, "server/lsp/node.ts"), "--stdio"],
  });
  servers.push(server);
  await server.notified("rehearsal/indexed");
  return server;
}

/** What the editor says of the disk, and the server has read it. */
async function told(server: ServerProcess, changes: readonly { readonly uri: string; readonly type: number | undefined }[]): Promise<void> {
  const read = server.notified("rehearsal/filesChanged");
  server.notify("workspace/didChangeWatchedFiles", { changes });
  await read;
}

/** Where the name in the pod leads. */
async function leads(server: ServerProcess, uri: string): Promise<readonly string[]> {
  const found = await server.request<Location[] | null>("textDocument/definition", { textDocument: { uri }, position: atName });
  return (found ?? []).map((place) => place.uri);
}

function isMissing(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ message }) => JSON.stringify(message).includes("settings"));
}

test("a file that is removed, comes back under another name, or is rewritten while the other one is open", async () => {
  const folder = folderOf({ "pod.yaml": pod, "config.yaml": settings });
  const server = await serverOn(folder);
  const uri = folder.uri("pod.yaml");
  await server.open(uri, pod);
  assert.deepEqual(await leads(server, uri), [folder.uri("config.yaml")]);
  const missed = server.published(uri, isMissing);
  rmSync(folder.path("config.yaml"));
  await told(server, [{ uri: folder.uri("config.yaml"), type: deleted }]);
  assert.deepEqual(await leads(server, uri), []);
  await missed;
  const found = server.published(uri, (diagnostics) => !isMissing(diagnostics));
  writeFileSync(folder.path("other.yaml"), settings);
  await told(server, [{ uri: folder.uri("other.yaml"), type: created }]);
  assert.deepEqual(await leads(server, uri), [folder.uri("other.yaml")]);
  await found;
  writeFileSync(folder.path("other.yaml"), "\0 no YAML: [");
  await told(server, [{ uri: folder.uri("other.yaml"), type: changed }]);
  assert.deepEqual(await leads(server, uri), []);
});

test("the open file itself is removed: what is in the editor counts, until it is closed", async () => {
  const folder = folderOf({ "pod.yaml": pod, "config.yaml": settings });
  const server = await serverOn(folder);
  const uri = folder.uri("config.yaml");
  await server.open(folder.uri("pod.yaml"), pod);
  await server.open(uri, settings);
  rmSync(folder.path("config.yaml"));
  await told(server, [{ uri, type: deleted }]);
  assert.deepEqual(await leads(server, folder.uri("pod.yaml")), [uri]);
  const wrong = await server.change(uri, 2, settings.replace("data", "dat"));
  assert.equal(wrong.length, 1);
  const missed = server.published(folder.uri("pod.yaml"), isMissing);
  server.notify("textDocument/didClose", { textDocument: { uri } });
  await missed;
  assert.deepEqual(await leads(server, folder.uri("pod.yaml")), []);
});

test("a folder that is removed, or moved to another place: the editor names the folder alone", async () => {
  const folder = folderOf({ "pod.yaml": pod, "shared/deep/config.yaml": settings });
  const server = await serverOn(folder);
  const uri = folder.uri("pod.yaml");
  await server.open(uri, pod);
  renameSync(folder.path("shared"), folder.path("v1.2"));
  await told(server, [
    { uri: folder.uri("shared"), type: deleted },
    { uri: folder.uri("v1.2"), type: created },
  ]);
  assert.deepEqual(await leads(server, uri), [folder.uri("v1.2/deep/config.yaml")]);
  rmSync(folder.path("v1.2"), { recursive: true });
  await told(server, [{ uri: folder.uri("v1.2"), type: deleted }]);
  assert.deepEqual(await leads(server, uri), []);
});

test("the folder of the workspace is removed from the disk: the open file is checked as before", async () => {
  const folder = folderOf({ "pod.yaml": pod, "config.yaml": settings });
  const server = await serverOn(folder);
  const uri = folder.uri("pod.yaml");
  await server.open(uri, pod);
  rmSync(folder.path("."), { recursive: true });
  await told(server, [{ uri: folder.uri("."), type: deleted }]);
  const wrong = await server.change(uri, 2, pod.replace("image:", "imag:"));
  assert.ok(wrong.some(({ code }) => code === "unknown-field"));
});

test("two windows on one folder: what one saves, the other knows", async () => {
  const folder = folderOf({ "pod.yaml": pod, "config.yaml": settings });
  const [first, second] = [await serverOn(folder), await serverOn(folder)];
  await first.open(folder.uri("config.yaml"), settings);
  await second.open(folder.uri("pod.yaml"), pod);
  const renamed = settings.replace("name: settings", "name: options");
  await first.change(folder.uri("config.yaml"), 2, renamed);
  assert.deepEqual(await leads(second, folder.uri("pod.yaml")), [folder.uri("config.yaml")], "it is not saved yet");
  writeFileSync(folder.path("config.yaml"), renamed);
  for (const server of [first, second]) await told(server, [{ uri: folder.uri("config.yaml"), type: changed }]);
  assert.deepEqual(await leads(second, folder.uri("pod.yaml")), []);
});

test("the clock is set back by a day, again and again, while a person types", async () => {
  const folder = folderOf({ "pod.yaml": pod, "config.yaml": settings });
  const server = await serverOn(folder, ["--import", pathToFileURL(join(import.meta.dirname, "../support/clockBack.mjs")).href]);
  const uri = folder.uri("pod.yaml");
  await server.open(uri, pod);
  for (let version = 2; version < 8; version++) {
    const diagnostics = await server.change(uri, version, version % 2 === 0 ? pod.replace("image:", "imag:") : pod);
    assert.equal(
      diagnostics.some(({ code }) => code === "unknown-field"),
      version % 2 === 0,
    );
  }
  const missed = server.published(uri, isMissing); // what is found off the typing path comes as well
  rmSync(folder.path("config.yaml"));
  await told(server, [{ uri: folder.uri("config.yaml"), type: deleted }]);
  await missed;
});

test("a rename that is asked for while the folder is still read takes all its files along", async () => {
  const pods = Array.from({ length: 200 }, (_, i) => [`pods/${i}.yaml`, pod.replace("name: web", `name: web-${i}`)]);
  const folder = folderOf({ "config.yaml": settings, ...Object.fromEntries(pods) });
  const server = await startServer({ folder: folder.uri("."), command: [process.execPath, join(root, "server/lsp/node.ts"), "--stdio"] });
  servers.push(server);
  const uri = folder.uri("config.yaml");
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text: settings } });
  const at = { textDocument: { uri }, position: { line: 2, character: 20 } };
  const [word, edit] = await Promise.all([
    server.request<Range | null>("textDocument/prepareRename", at),
    server.request<WorkspaceEdit>("textDocument/rename", { ...at, newName: "options" }),
  ]);
  assert.equal(word?.start.character, 18);
  assert.equal((edit.documentChanges ?? Object.keys(edit.changes ?? {})).length, 201);
});

test("a server that is killed in the middle of reading: the next one reads all of it", async () => {
  const many = Array.from({ length: 300 }, (_, i) => [`more/${i}.yaml`, settings.replace("settings", `settings-${i}`)]);
  const folder = folderOf({ "pod.yaml": pod.replace("settings", "settings-299"), ...Object.fromEntries(many) });
  const killed = await startServer({ folder: folder.uri(".") });
  await killed.open(folder.uri("pod.yaml"), pod);
  killed.kill();
  const server = await serverOn(folder);
  await server.open(folder.uri("pod.yaml"), pod.replace("settings", "settings-299"));
  assert.deepEqual(await leads(server, folder.uri("pod.yaml")), [folder.uri("more/299.yaml")]);
});
