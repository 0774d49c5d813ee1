import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { folding } from "../../server/features/navigation/folding.ts";
import { outline } from "../../server/features/navigation/outline.ts";
import { format } from "../../server/formatting/format.ts";
import { readScenarioFile } from "../../server/scenario/readFile.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "../support/check.ts";
import { folderWith, rehearsal } from "../support/commandLine.ts";

const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n";
const multiplied = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(",")}]\n`).join("");

/** Texts that are made to be too much, and what is said of them. */
const texts: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "50 MB": [`${head}data:\n  a: |\n${`    ${"y".repeat(120)}\n`.repeat(400_000)}`, /larger than 12 MiB/],
  "10,000 levels": [`${head}data: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, /deep|not closed/],
  "a million aliases": [`${head}x: &a [1]\ny: [${"*a,".repeat(1_000_000)}]\n`, /Aliases repeat this text so often/],
  "aliases that multiply": [`${head}a0: &a0 [x]\n${multiplied}`, /Aliases repeat this text so often/],
  "a line of 10 MB": [`${head}data: { a: ${"x".repeat(10_000_000)} }\n`, /larger than 3 MiB/],
  "100,000 documents": [`${head}---\n`.repeat(100_000), /more than 20000 documents/],
};

for (const [name, [text, says]] of Object.entries(texts))
  test(`${name}: the file gets a sentence, and every feature an answer`, () => {
    const snapshot = snapshotOf(text);
    const said = diagnose(snapshot).map(({ finding }) => inEnglish(finding.message));
    assert.ok(
      said.some((sentence) => says.test(sentence)),
      said.slice(0, 3).join("\n"),
    );
    complete(snapshot, text.length);
    outline(snapshot);
    folding(snapshot);
    assert.deepEqual(format(snapshot.file), []);
  });

test("a scenario of too many levels, of aliases that lead nowhere or that multiply is refused with a sentence", () => {
  for (const text of ["steps: *nobody\n", `steps: [*a1]\na0: &a0 [x]\n${multiplied}`, `steps: ${"[".repeat(20_000)}\n`]) {
    const reading = readScenarioFile(text);
    assert.ok("problems" in reading && reading.problems.length > 0, text.slice(0, 30));
  }
});

test("in one folder with such files the others are checked, and the terminal gets text alone", () => {
  const web = readFileSync(join(import.meta.dirname, "../../examples/web.yaml"), "utf8");
  const folder = folderWith({
    "web.yaml": web,
    "levels.yaml": texts["10,000 levels"]![0],
    "documents.yaml": texts["100,000 documents"]![0],
    "names.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "\\e[31m<img src=x>\\e]0;x\\a", labels: { __proto__: x, constructor: y } }\n`,
  });
  const { out, code } = rehearsal(folder, ["check"]);
  assert.equal(code, 1);
  for (const file of ["levels.yaml", "documents.yaml", "names.yaml"]) assert.ok(out.includes(`${file}\n`), file);
  // oxlint-disable-next-line no-control-regex -- what a terminal obeys
  assert.doesNotMatch(out, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  assert.match(rehearsal(folder, ["rehearse", "web.yaml"]).out, /✔ web\.yaml: Completes/);
});
