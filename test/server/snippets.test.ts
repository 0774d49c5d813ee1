import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { admit } from "../../api/admit/admit.ts";
import { objectSnippet, withoutStops } from "../../server/features/completion/skeleton.ts";
import { skeletons } from "../../server/features/completion/starts.ts";
import { snapshotOf } from "../support/check.ts";
import { inEnglish } from "../../server/words/words.ts";

const file = join(import.meta.dirname, "../../snippets/kubernetes.code-snippets");
const layout = { column: 0, indent: 2, indentsDashes: true, style: "block" } as const;
const texts = Object.entries(skeletons).map(([kind, sample]) => [kind, objectSnippet(sample, layout)] as const);

test("every snippet is an object that the API server takes as it stands", () => {
  for (const [kind, snippet] of texts) {
    const { manifest } = snapshotOf(withoutStops(snippet)).file.documents[0]!.document;
    assert.deepEqual(
      admit(manifest.value).causes.map(({ message }) => inEnglish(message)),
      [],
      kind,
    );
    assert.equal(manifest.kind, kind);
  }
});

test("VS Code's list of snippets has the server's; none has a prefix, which would put a whole manifest behind `kind: Dep` (UPDATE=1 writes them)", () => {
  const made = Object.fromEntries(
    texts.map(([kind, snippet]) => [kind, { scope: "yaml", isFileTemplate: true, description: `Kubernetes ${kind}`, body: snippet.split("\n") }]),
  );
  if (process.env["UPDATE"]) writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), made);
});
