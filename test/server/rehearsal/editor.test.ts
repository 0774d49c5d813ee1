import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeAction, CodeLens, Diagnostic } from "vscode-languageserver-protocol";
import { type ServerProcess, startServer } from "../../support/session.ts";
import { deployment } from "./story.ts";

const folder = mkdtempSync(join(tmpdir(), "rehearsal-findings-"));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const web = deployment("web", { image: "nginx:1.28" });
const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: team}\nspec:\n  hard:\n    pods: "3"\n';
let server: ServerProcess;

before(async () => {
  writeFileSync(join(folder, "web.yaml"), web);
  writeFileSync(join(folder, "quota.yaml"), quota);
  server = await startServer({ folder: pathToFileURL(folder).href });
  await server.notified("rehearsal/indexed");
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const found = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.filter(({ severity }) => severity === 2).map(({ code }) => String(code));

test("a rehearsal in the background underlines the line, in every file of the change, and offers fixes that it has tried", async () => {
  const uri = uriOf("web.yaml");
  server.notify("rehearsal/committed", { uri, text: web.replace("nginx:1.28", "nginx:1.27") });
  const there = server.published(uri, (diagnostics) => found(diagnostics).includes("quota-refuses-pods"));
  const elsewhere = server.published(uriOf("quota.yaml"), (diagnostics) => found(diagnostics).includes("quota-refuses-pods"));
  await server.open(uri, web);
  const diagnostics = await there;
  const finding = diagnostics.find(({ code }) => code === "quota-refuses-pods")!;
  assert.equal(finding.source, "rehearsal");
  assert.equal(web.split("\n")[finding.range.start.line]!.trim(), "replicas: 3");
  const [inQuota] = await elsewhere;
  assert.equal(quota.split("\n")[inQuota!.range.start.line]!.trim(), 'pods: "3"');

  const actions = await server.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: finding.range,
    context: { diagnostics: [] },
  });
  const titles = actions.map(({ title }) => title);
  assert.match(titles[0]!, /^maxSurge 0, maxUnavailable 1: completes in \d+ s, never fewer than 2 of 3$/);
  assert.ok(
    titles.some((title) => title.startsWith("Preview rollout")),
    titles.join(),
  );
  assert.ok(
    titles.some((title) => title.includes("quota-refuses-pods")),
    titles.join(),
  );

  const lenses = await server.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.deepEqual(
    lenses.map(({ command }) => command!.title),
    ["Preview rollout", "never completes"],
  );

  const cured = server.published(uri, (all) => !found(all).includes("quota-refuses-pods"));
  const [edit] = actions[0]!.edit!.changes![uri]!;
  const lines = web.split("\n");
  const { line, character } = edit!.range.start;
  lines[line] = lines[line]!.slice(0, character) + edit!.newText + lines[line]!.slice(character);
  await server.change(uri, 2, lines.join("\n"));
  await cured;
  const after = await server.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.match(after[1]!.command!.title, /^replaces 3 pods, one at a time, about \d+ s$/);
});
