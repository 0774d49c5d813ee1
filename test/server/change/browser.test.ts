import assert from "node:assert/strict";
import { test } from "node:test";
import { Changes } from "../../../server/lsp/changes.ts";
import type { Choice } from "../../../server/lsp/protocol.ts";
import type { Session } from "../../../server/lsp/session.ts";
import { inEnglish } from "../../../server/words/words.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";

const saved = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours}\ndata: {sky: blue}\n";

/** What a server in a browser answers: it has the workspace's files from the editor, and no machine. */
async function answer(choice: Choice) {
  const workspace = new Workspace();
  workspace.put("memfs:/work/colours.yaml", saved.replace("blue", "grey"), 2);
  const host = { list: async () => ["memfs:/work/colours.yaml"], read: async () => saved };
  const session = { workspace, host, trusted: () => true, inWords: inEnglish, snapshot: (uri: string) => workspace.snapshot(uri) };
  const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
  return new Changes(session as unknown as Session).rehearse({ choice, baseline: { is: "saved" } }, never);
}

test("in a browser files and folders are held against what is saved", async () => {
  for (const choice of [
    { is: "related", uri: "memfs:/work/colours.yaml" },
    { is: "folder", uri: "memfs:/work" },
  ] as const) {
    const result = await answer(choice);
    assert.ok(!("problem" in result));
    assert.match(JSON.stringify(result.before), /blue/);
    assert.match(JSON.stringify(result.after), /grey/);
  }
});

test("in a browser nothing is rendered, and a sentence says so", async () => {
  const result = await answer({ is: "chart", uri: "memfs:/work", values: [] });
  assert.ok("problem" in result);
  assert.match(result.problem, /for the desktop/);
});
