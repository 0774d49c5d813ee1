import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fixAll } from "../../server/features/fixAll.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { snapshotOf } from "../support/check.ts";
import { inEnglish } from "../../server/words/words.ts";

const folder = join(import.meta.dirname, "../../../shared/seeds/manifests");
const skip = existsSync(folder) ? false : "the seeds are not here";
const recorded = join(folder, "../../vectors/validate/seeds.jsonl");

interface Seed {
  readonly file: string;
  readonly document: number;
  readonly kubectl: { readonly accepted: boolean };
}

const seeds: readonly Seed[] =
  skip === false
    ? readFileSync(recorded, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Seed)
    : [];

/** Broken in a way that only its author could repair: fragments without a kind, pieces left out, kinds that are gone. */
const beyondRepair = new Set([
  "001-02",
  "001-04",
  "001-05",
  "001-10",
  "002-28",
  "002-31",
  "002-32",
  "003-06",
  "003-07",
  "003-08",
  "004-04",
  "004-05",
  "004-06",
  "004-07",
  "004-08",
]);

const errorsOf = (text: string, file: string): string[] =>
  diagnose(snapshotOf(text, { name: file }))
    .filter(({ finding }) => finding.severity === "error")
    .map(({ finding }) => `${finding.code}: ${inEnglish(finding.message)}`);

test("right seeds raise nothing, broken ones that are Kubernetes' something", { skip }, () => {
  for (const file of readdirSync(folder)) {
    const wrong = seeds.some((seed) => seed.file === file && !seed.kubectl.accepted);
    const errors = errorsOf(readFileSync(join(folder, file), "utf8"), file);
    if (!wrong) assert.deepEqual(errors, [], file);
    else if (!beyondRepair.has(file.slice(0, 6))) assert.notDeepEqual(errors, [], file);
  }
});

test("all seeds with one obvious repair are accepted after all of them were repaired", { skip }, () => {
  for (const file of readdirSync(folder).filter((name) => !beyondRepair.has(name.slice(0, 6)))) {
    const text = readFileSync(join(folder, file), "utf8");
    if (errorsOf(text, file).length === 0) continue;
    const fixed = fixAll(snapshotOf(text, { name: file }));
    const after = fixed ? withEdits(text, fixed.edits) : text;
    assert.deepEqual(errorsOf(after, file), [], `${file}\n${after}`);
  }
});
