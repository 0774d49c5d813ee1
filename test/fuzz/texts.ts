import assert from "node:assert/strict";
import fc from "fast-check";
import { diagnose } from "../../server/features/diagnostics.ts";
import { parseFile } from "../../server/syntax/parseFile.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { inEnglish } from "../../server/words/words.ts";
import { fuzzer } from "./fuzzer.ts";
import { afterEdit, textEdits, texts as anyText } from "./values/texts.ts";

const [web, other] = ["file:///work/web.yaml", "file:///work/other.yaml"];
/** A change of the file that is looked at, or of the one beside it: that is edited, removed, and there again. */
const changes = fc.oneof(
  { weight: 4, arbitrary: textEdits.map((edit) => ({ uri: web, edit })) },
  { weight: 1, arbitrary: fc.option(textEdits, { nil: undefined }).map((edit) => ({ uri: other, edit })) },
);
const firsts = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: anyText });

/** Any two texts, edited again and again: a file that was read edit by edit is the file that is read at once, and so are its findings. */
export const texts = fuzzer("texts", 200, fc.tuple(anyText, firsts, fc.array(changes, { maxLength: 5 })), ([first, beside, all]) => {
  const now = new Map([
    [web, first],
    [other, beside],
  ]);
  const workspace = workspaceOf(now);
  findingsIn(workspace);
  for (const [i, { uri, edit }] of all.entries()) {
    const text = edit ? afterEdit(now.get(uri) ?? "", edit) : "";
    if (edit) now.set(uri, text);
    else now.delete(uri);
    if (edit) workspace.put(uri, text, i + 2);
    else workspace.remove(uri);
    const fresh = workspaceOf(now);
    const { documents } = parseFile(text);
    assert.equal(documents.map(({ from, to }) => text.slice(from, to)).join(""), text, "the documents are the text");
    assert.deepEqual(workspace.file(uri)?.syntax, fresh.file(uri)?.syntax, "the same tree");
    assert.deepEqual(findingsIn(workspace), findingsIn(fresh), "the same findings");
  }
});

function workspaceOf(texts: ReadonlyMap<string, string>): Workspace {
  const workspace = new Workspace();
  for (const [uri, text] of texts) workspace.put(uri, text, 1);
  return workspace;
}

function findingsIn(workspace: Workspace): readonly object[] {
  const snapshot = workspace.snapshot(web)!;
  const { text } = snapshot.file.lines;
  return diagnose(snapshot).map(({ finding, base }) => {
    const [from, to] = [finding.from + base, finding.to + base];
    assert.ok(0 <= from && from <= to && to <= text.length, `${finding.code} is within the text`);
    const says = inEnglish(finding.message);
    if (!/undefined|NaN|object/i.test(text)) assert.doesNotMatch(says, /\bundefined\b|NaN|\[object/);
    return { code: finding.code, says, from, to };
  });
}
