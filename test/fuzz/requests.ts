import assert from "node:assert/strict";
import fc from "fast-check";
import { ResponseError } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ProtocolConnection } from "vscode-languageserver-protocol";
import { isObject } from "../../api/object.ts";
import { versions } from "../../api/version.ts";
import { type InProcess, serveInProcess } from "../support/editor/inProcess.ts";
import { fuzzer } from "./fuzzer.ts";
import { hostileNames } from "./values/objects.ts";
import { type TextEdit, textEdits, texts } from "./values/texts.ts";

const place = fc.double({ min: 0, max: 1.1, noNaN: true });
/** What is asked of a server, and what is told to it. */
export const request = fc.record({
  text: texts,
  other: texts,
  committed: fc.option(texts, { nil: undefined }),
  name: fc.constantFrom("test.yaml", "test.yaml", "pod.json", "kustomization.yaml", "chart/templates/a.yaml", "values.yaml", ".rehearsal.yaml"),
  edits: fc.array(textEdits, { maxLength: 2 }),
  places: fc.array(place, { minLength: 1, maxLength: 3 }),
  word: fc.constantFrom("web2", "", ...hostileNames),
  // Repairs take longer than all else together, and so do rehearsals.
  repairs: fc.oneof(fc.constantFrom("of the file" as const, "all at once" as const), place),
  rests: fc.boolean(),
  choice: fc.constantFrom("file", "related", "folder", "kustomization"),
});

/** Every request of an editor at any place of any text, through a real connection: each is answered, and edits stay within the text. */
export const requests = fuzzer("requests", 40, request, (value) => ask(value));

type Asked = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

/** Asks a new server everything. */
export async function ask(asked: Asked, watched?: Parameters<typeof serveInProcess>[0]["watched"]): Promise<void> {
  const { name, other, edits, rests } = asked;
  const uri = `file:///work/${name}`;
  const server = await serveInProcess({ files: new Map([["file:///work/other.yaml", other]]), ...(watched && { watched }) });
  const { editor } = server;
  const [failed, published]: [string[], object[]] = [[], []];
  editor.onNotification("window/logMessage", ({ type, message }: { readonly type: number; readonly message: string }) => {
    if (type === 1) failed.push(message);
  });
  editor.onNotification("textDocument/publishDiagnostics", (params: { readonly version?: number }) => {
    if (params.version === edits.length + 1) published.push(params);
  });
  try {
    const document = await opened(server, uri, asked);
    const isWithin = (answer: unknown): void => within(answer, uri, document, uri);
    const all = [...ofFile(asked, document), ...asked.places.flatMap((share) => atPlace(asked, document, share))];
    await Promise.all(all.map(async ([method, params]) => isWithin(await answerOf(editor, method, params))));
    if (rests) await server.rest();
    await leave(editor, uri);
    published.forEach(isWithin);
    assert.deepEqual(failed, []);
  } finally {
    server.end();
  }
}

/** Opens the file, tells what was committed, and types: the text that the editor has then. */
async function opened({ editor }: InProcess, uri: string, { text, committed, edits }: Asked): Promise<TextDocument> {
  await editor.sendNotification("workspace/didChangeConfiguration", { settings: { rehearsal: { podSecurity: "restricted" } } });
  await editor.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  if (committed !== undefined) await editor.sendNotification("rehearsal/committed", { uri, text: committed });
  let document = TextDocument.create(uri, "yaml", 1, text);
  for (const [i, edit] of edits.entries()) {
    const [range, version] = [rangeOf(document, edit), i + 2];
    await editor.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text: edit.text }],
    });
    document = TextDocument.update(document, [{ range, text: edit.text }], version);
  }
  return document;
}

function rangeOf(document: TextDocument, { at, length }: TextEdit): ReturnType<typeof spanned> {
  const from = Math.floor(at * document.getText().length);
  return spanned(document, from, from + length);
}

function spanned(document: TextDocument, from: number, to: number) {
  return { start: document.positionAt(from), end: document.positionAt(to) };
}

/** What happens at the end, in the order in which an editor tells it. */
async function leave(editor: ProtocolConnection, uri: string): Promise<void> {
  await editor.sendNotification("textDocument/willSave", { textDocument: { uri }, reason: 1 });
  await editor.sendRequest("textDocument/willSaveWaitUntil", { textDocument: { uri }, reason: 1 });
  await editor.sendNotification("textDocument/didSave", { textDocument: { uri } });
  await editor.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///work/other.yaml", type: 3 }] });
  await editor.sendNotification("rehearsal/trusted");
  await editor.sendNotification("textDocument/didClose", { textDocument: { uri } });
  await editor.sendRequest("shutdown");
}

type Request = readonly [method: string, params: object];

/** The requests of a whole file, and of none. */
function ofFile({ committed, other, word, repairs, text, choice }: Asked, document: TextDocument): Request[] {
  const { uri } = document;
  const textDocument = { uri };
  const whole = spanned(document, 0, document.getText().length);
  const context = repairs === "all at once" ? { diagnostics: [], only: ["source.fixAll"] } : { diagnostics: [] };
  const position = typeof repairs === "number" ? positionOf(document, repairs) : undefined;
  const chosen = { is: choice, uri: choice === "file" || choice === "related" ? uri : "file:///work" };
  return [
    ["textDocument/documentSymbol", { textDocument }],
    ["textDocument/foldingRange", { textDocument }],
    ["textDocument/documentLink", { textDocument }],
    ["textDocument/codeLens", { textDocument }],
    ["textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } }],
    ["textDocument/inlayHint", { textDocument, range: whole }],
    ["textDocument/codeAction", { textDocument, range: position ? { start: position, end: position } : whole, context }],
    ["workspace/symbol", { query: word }],
    ["rehearsal/rehearse", { uri, ...(committed !== undefined && { before: committed }) }],
    ["rehearsal/readObjects", { text: other }],
    ["rehearsal/version", { uri }],
    ["rehearsal/configuration", { uri }],
    ["rehearsal/checkVersions", { versions: [versions[0]] }],
    ["rehearsal/ownCluster", {}],
    ["rehearsal/readScenario", { text }],
    ["rehearsal/writeScenario", { scenario: { steps: [{ at: 0, step: { pause: word } }] }, before: text }],
    ["rehearsal/change", { choice: chosen, baseline: { is: "saved" } }],
    ["rehearsal/rendered", { choice: chosen }],
  ];
}

/** The requests at a place. */
function atPlace({ word, other }: Asked, document: TextDocument, share: number): Request[] {
  const { uri } = document;
  const position = positionOf(document, share);
  const at = { textDocument: { uri }, position };
  const options = { tabSize: 2, insertSpaces: true };
  const range = { start: position, end: document.positionAt(document.getText().length) };
  const object = { uri, kind: "Deployment", namespace: "default", name: word };
  return [
    ["textDocument/hover", at],
    ["textDocument/completion", { ...at, context: { triggerKind: 1 } }],
    ["textDocument/completion", { ...at, context: { triggerKind: 2, triggerCharacter: ":" } }],
    ["textDocument/completion", { ...at, context: { triggerKind: 3 } }],
    ["completionItem/resolve", { label: word, data: { docs: word } }],
    ["textDocument/onTypeFormatting", { ...at, ch: "\n", options }],
    ["textDocument/rangeFormatting", { textDocument: { uri }, range, options }],
    ["textDocument/definition", at],
    ["textDocument/references", { ...at, context: { includeDeclaration: true } }],
    ["textDocument/documentHighlight", at],
    ["textDocument/prepareRename", at],
    ["textDocument/rename", { ...at, newName: word }],
    ["textDocument/selectionRange", { textDocument: { uri }, positions: [position] }],
    ["rehearsal/paste", { uri, range: { start: position, end: position }, text: other }],
    ["rehearsal/fieldAt", { uri, position }],
    ["rehearsal/locate", { ...object, field: `spec.template.spec.containers[0].${word}` }],
    ["rehearsal/locate", { ...object, field: "spec.replicas", choice: { is: "related", uri } }],
    ["rehearsal/propose", { ...object, changes: [{ path: ["spec", "replicas"], value: 2 }] }],
  ];
}

/** Beyond its end, a share of a text is a position that the text does not have, as of an editor that is ahead. */
function positionOf(document: TextDocument, share: number): TextDocument["positionAt"] extends (at: number) => infer Position ? Position : never {
  return share > 1 ? { line: document.lineCount + 3, character: 7 } : document.positionAt(Math.floor(share * document.getText().length));
}

/** The answer; nothing if it is a refusal in a sentence. */
async function answerOf(editor: ProtocolConnection, method: string, params: object): Promise<unknown> {
  try {
    return await editor.sendRequest(method, params);
  } catch (error) {
    // Of what is thrown, the connection makes an error of its own.
    assert.ok(error instanceof ResponseError || isObject(error), String(error));
    const { code, message } = error as ResponseError;
    assert.ok(code === 0, `${method}: ${code} ${message}`);
    return undefined;
  }
}

/** All ranges of an answer that are in the file end behind where they begin, and within the text. */
function within(answer: unknown, uri: string, document: TextDocument, file: string): void {
  if (Array.isArray(answer)) return answer.forEach((one) => within(one, uri, document, file));
  if (!isObject(answer)) return;
  const { range, uri: own = (answer["textDocument"] as { readonly uri?: string } | undefined)?.uri ?? uri } = answer;
  if (isObject(range) && own === file) {
    const { start, end } = range as unknown as ReturnType<typeof spanned>;
    for (const position of [start, end])
      assert.deepEqual(document.positionAt(document.offsetAt(position)), position, `${JSON.stringify(range)} is within the text`);
    assert.ok(document.offsetAt(start) <= document.offsetAt(end));
  }
  for (const [key, value] of Object.entries(answer)) within(value, key.startsWith("file:") ? key : (own as string), document, file);
}
