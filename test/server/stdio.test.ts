import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeAction, CompletionList, Diagnostic, DocumentSymbol, Hover, Location, WorkspaceEdit } from "vscode-languageserver-protocol";
import { type ServerProcess, startServer } from "../support/session.ts";
import { fixture, rangeOf, wholeOf } from "../support/marks.ts";

const config = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  colour: blue\n";

let server: ServerProcess;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  writeFileSync(join(folder, "config.yaml"), config);
  server = await startServer({ folder: pathToFileURL(folder).href });
});

after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

let count = 0;

/** Opens a manifest in a file of its own; the cursor is at `<|>`. */
async function opened(source: string) {
  const { text, cursor } = fixture(source);
  const uri = pathToFileURL(join(folder, `open-${++count}.yaml`)).href;
  const diagnostics = await server.open(uri, text);
  return { uri, text, diagnostics, at: { textDocument: { uri }, position: wholeOf(text.slice(0, Math.max(0, cursor))).end } };
}

const web = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas<|>: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          imagePullPolicy: always
          envFrom: [{configMapRef: {name: settings}}]
`;

test("a cause is told on its node, with its code, page and the server's own name for it", async () => {
  const { text, diagnostics } = await opened(web);
  const [wrong] = diagnostics.filter(({ severity }) => severity === 1);
  assert.deepEqual(wrong!.range, rangeOf(text, "always"));
  assert.equal(wrong!.code, "unsupported-value");
  assert.match(wrong!.codeDescription!.href, /docs\/rules\/unsupported-value\.md$/);
  assert.match(textOf(wrong!), /Always[^]*\nFieldValueNotSupported spec\.template\.spec\.containers\[0\]\.imagePullPolicy$/);
});

test("what is typed is judged anew, and only the last version counts", async () => {
  const { uri, text } = await opened(web);
  const diagnostics = await server.change(uri, 2, text.replace("always", "Always"));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 1),
    [],
  );
});

test("hover tells the type and the default, and nothing of changes where they are possible", async () => {
  const { at, uri, text } = await opened(web);
  await server.change(uri, 2, text.replace("always", "Always"));
  const hover = await server.request<Hover>("textDocument/hover", at);
  const { value } = hover.contents as { value: string };
  assert.match(value, /\*\*replicas\*\* `integer`/);
  assert.match(value, /Default: `1`/);
  assert.doesNotMatch(value, /changed later/);
  assert.match(value, /Number of desired pods/);
});

test("completion comes as snippets in the server's order, with documentation on demand", async () => {
  const { at } = await opened("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  po<|>\n");
  const list = await server.request<CompletionList>("textDocument/completion", at);
  const first = list.items.toSorted((a, b) => a.sortText!.localeCompare(b.sortText!))[0]!;
  assert.equal(first.label, "ports");
  assert.equal((first.textEdit as { newText: string }).newText, "ports:\n  - port: ${1:80}\n    targetPort: ${2:8080}");
  const resolved = await server.request<{ documentation: { value: string } }>("completionItem/resolve", first);
  assert.match(resolved.documentation.value, /ports/);
});

test("definition, references and rename go across files", async () => {
  const { at } = await opened(web.replace("replicas<|>", "replicas").replace("settings}", "sett<|>ings}"));
  await indexed();
  const [place] = await server.request<Location[]>("textDocument/definition", at);
  assert.match(place!.uri, /config\.yaml$/);
  assert.deepEqual(place!.range, rangeOf(config, "settings"));
  const edit = await server.request<WorkspaceEdit>("textDocument/rename", { ...at, newName: "options" });
  assert.ok(Object.keys(edit.changes!).some((uri) => uri.endsWith("config.yaml")));
  assert.ok(edit.changes![at.textDocument.uri]!.every(({ newText }) => newText === "options"));
});

test("a quick fix repairs one finding, fix all every one", async () => {
  const { uri, text, diagnostics } = await opened(
    "apiVersion: v1\nkind: Pod\nmetaData:\n  name: web\nspec:\n  contaners:\n    - name: web\n      image: nginx:1.29\n",
  );
  const context = { diagnostics };
  const whole = wholeOf(text);
  const actions = await server.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range: whole, context });
  assert.ok(actions.some(({ title, kind }) => kind === "quickfix" && title === "Rename to metadata"));
  const [all] = await server.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: whole,
    context: { ...context, only: ["source.fixAll"] },
  });
  const [edit] = all!.edit!.changes![uri]!;
  assert.match(edit!.newText, /metadata|data/);
});

test("outline, folding, lens and hints", async () => {
  const { uri, text } = await opened(web.replace("<|>", ""));
  const textDocument = { uri };
  const symbols = await server.request<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument });
  assert.equal(symbols[0]!.name, "web");
  assert.equal(symbols[0]!.detail, "Deployment");
  const folds = await server.request<{ startLine: number; endLine: number }[]>("textDocument/foldingRange", { textDocument });
  const [first, last] = [rangeOf(text, "containers:").start.line, rangeOf(text, "envFrom:").start.line];
  assert.ok(folds.some(({ startLine, endLine }) => startLine === first && endLine === last));
  const lenses = await server.request<{ command: { command: string; arguments: string[] } }[]>("textDocument/codeLens", { textDocument });
  assert.deepEqual(
    lenses.map(({ command }) => [command.command, ...command.arguments]),
    [["rehearsal.preview", uri]],
  );
  const hints = await server.request<{ label: string; tooltip: { value: string }; position: { line: number } }[]>("textDocument/inlayHint", {
    textDocument,
    range: wholeOf(text),
  });
  const spec = rangeOf(text, "spec:").start.line;
  assert.ok(
    hints.some(
      ({ label, tooltip, position }) => position.line === spec && label === "strategy: RollingUpdate" && tooltip.value.includes("maxSurge: 25%"),
    ),
  );
});

test("the preview gets the objects before and after the edit", async () => {
  const { uri, text } = await opened(web.replace("<|>", "").replace("always", "Always"));
  const result = await server.request<{ before: { object: { spec: { replicas: number } } }[]; after: unknown[]; refused: unknown[] }>(
    "rehearsal/rehearse",
    { uri, before: text.replace("replicas: 3", "replicas: 2") },
  );
  assert.equal(result.before[0]!.object.spec.replicas, 2);
  assert.equal(result.after.length, 1);
  assert.deepEqual(result.refused, []);
  const place = await server.request<{ range: { start: unknown } }>("rehearsal/locate", {
    uri,
    kind: "Deployment",
    namespace: "default",
    name: "web",
    field: "spec.strategy.rollingUpdate.maxSurge",
  });
  assert.deepEqual(place.range.start, rangeOf(text, "spec:").start);
});

test("what can't be changed in the committed object is told", async () => {
  const { uri, text } = await opened(web.replace("<|>", "").replace("always", "Always"));
  server.notify("rehearsal/committed", { uri, text });
  const diagnostics = await server.change(uri, 2, text.replaceAll("app: web", "app: site"));
  assert.ok(diagnostics.some((one) => one.code === "immutable-field" && textOf(one).includes("delete it and create it again")));
});

test("a folder that joins the workspace is read, one that leaves is forgotten", async () => {
  const later = { uri: pathToFileURL(mkdtempSync(join(tmpdir(), "rehearsal-"))).href, name: "later" };
  writeFileSync(new URL(`${later.uri}/secret.yaml`), "apiVersion: v1\nkind: Secret\nmetadata: {name: from-later}\n");
  const change = async (event: object): Promise<string[]> => {
    const read = server.notified("rehearsal/indexed");
    server.notify("workspace/didChangeWorkspaceFolders", { event });
    await read;
    const found = await server.request<{ name: string }[]>("workspace/symbol", { query: "from-later" });
    return found.map(({ name }) => name);
  };
  assert.deepEqual(await change({ added: [later], removed: [] }), ["from-later"]);
  assert.deepEqual(await change({ added: [], removed: [later] }), []);
  rmSync(new URL(later.uri), { recursive: true });
});

test("sentences come in Korean for a Korean editor", async () => {
  const korean = await startServer({ locale: "ko" });
  const text =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx\n      imagePullPolicy: always\n";
  const diagnostics = await korean.open("file:///work/pod.yaml", text);
  const textDocument = { uri: "file:///work/pod.yaml" };
  const range = rangeOf(text, "imagePullPolicy: always");
  const actions = await korean.request<{ title: string }[]>("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } });
  const { refused } = await korean.request<{ refused: { message: string }[] }>("rehearsal/rehearse", textDocument);
  const hovered = await korean.request<{ contents: { value: string } }>("textDocument/hover", {
    textDocument,
    position: rangeOf(text, "Pod").start,
  });
  await korean.stop();
  assert.equal(actions[0]?.title, "Always로 바꾸기");
  assert.equal(refused[0]?.message, '혹시 Always인가요? "always"는 여기에 쓸 수 없는 값입니다. 허용되는 값: Always, IfNotPresent, Never.');
  assert.match(hovered.contents.value, /네임스페이스에 속합니다\. 단축 이름: po\./);
  const translated = diagnostics.filter((one) => /[가-힣]/.test(textOf(one))).map(({ code }) => code);
  assert.deepEqual(new Set(translated), new Set(["latest-tag", "no-requests", "unsupported-value"]));
  const pages = diagnostics.map(({ code, codeDescription }) => [codeDescription?.href, `https://rehearsal.example/docs/rules/ko/${code}.md`]);
  for (const [shown, expected] of pages) assert.equal(shown, expected);
});

test("bad input gets a sentence or a quiet no", async () => {
  const bomb = `a: &a [x]\n${"bcdefghijklmnop"
    .split("")
    .map(
      (key, i, all) =>
        `${key}: &${key} [${Array(9)
          .fill(`*${all[i - 1] ?? "a"}`)
          .join(", ")}]`,
    )
    .join("\n")}\n`;
  for (const text of [
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \u0000}\n",
    bomb,
    "a: &a\n  b: *a\n",
    "{{{{[[[[",
    "\t\t\t- :",
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  big: ${"x".repeat(20_000_000)}\n`,
  ]) {
    const { at } = await opened(`${text}<|>`);
    await server.request("textDocument/hover", at);
    await server.request("textDocument/completion", at);
    await server.request("textDocument/documentSymbol", { textDocument: at.textDocument });
  }
});

function textOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}

/** The files of the folder are read in the background. */
async function indexed(): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const found = await server.request<{ name: string }[]>("workspace/symbol", { query: "settings" });
    if (found.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("JSON has formatters of its own: only for YAML an editor is told that the server formats", async () => {
  assert.ok("documentFormattingProvider" in server.offered);
  const told = await startServer({ takesRegistrations: true });
  const registered = Promise.all(["textDocument/formatting", "textDocument/rangeFormatting"].map((method) => told.notified(method)));
  assert.ok(!("documentFormattingProvider" in told.offered || "documentRangeFormattingProvider" in told.offered));
  for (const options of await registered) assert.deepEqual(options, { documentSelector: [{ language: "yaml" }] });
  await told.stop();
});
