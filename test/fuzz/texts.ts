import assert from "node:assert/strict";
import fc from "fast-check";
import { diagnose } from "../../server/features/diagnostics.ts";
import { parseFile } from "../../server/syntax/parseFile.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { inEnglish } from "../../server/words/words.ts";
import { fuzzer } from "./fuzzer.ts";
import { afterEdit, textEdits, texts as anyText } from "./values/texts.ts";

const uri = "file:///work/web.yaml";

/** Any text, edited again and again: a file that was read edit by edit is the file that is read at once, and so are its findings. */
export const texts = fuzzer("texts", 200, fc.tuple(anyText, fc.array(textEdits, { maxLength: 5 })), ([first, edits]) => {
  const workspace = new Workspace();
  let text = first;
  workspace.put(uri, text, 1);
  findingsIn(workspace);
  for (const [i, edit] of edits.entries()) {
    text = afterEdit(text, edit);
    workspace.put(uri, text, i + 2);
    const fresh = new Workspace();
    fresh.put(uri, text, i + 2);
    const { documents } = parseFile(text);
    assert.equal(documents.map(({ from, to }) => text.slice(from, to)).join(""), text, "the documents are the text");
    assert.deepEqual(workspace.file(uri)!.syntax, fresh.file(uri)!.syntax, "the same tree");
    assert.deepEqual(findingsIn(workspace), findingsIn(fresh), "the same findings");
  }
});

function findingsIn(workspace: Workspace): readonly object[] {
  const snapshot = workspace.snapshot(uri)!;
  return diagnose(snapshot).map(({ finding, base }) => {
    const [from, to] = [finding.from + base, finding.to + base];
    assert.ok(0 <= from && from <= to && to <= snapshot.file.lines.text.length, `${finding.code} is within the text`);
    return { code: finding.code, says: inEnglish(finding.message), from, to };
  });
}
