import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { en as apiEn } from "../../api/words/en.ts";
import { en } from "../../server/words/en.ts";
import { en as findings } from "../../server/words/rehearsal/en.ts";
import { ko as findingsKo } from "../../server/words/rehearsal/ko.ts";
import { ko } from "../../server/words/ko.ts";
import { listSentences } from "../support/sentences.ts";

const root = join(import.meta.dirname, "../..");

listSentences({ en: { ...en, ...findings }, ko: { ...ko, ...findingsKo } });

test("no code means one thing in one room and another in the next", () => {
  assert.deepEqual([...Object.keys(en).filter((code) => code in apiEn), ...Object.keys(findings).filter((code) => code in apiEn || code in en)], []);
});

test("every sentence that the editor's side says has a Korean one, and no other is kept", () => {
  const bundle = JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.ko.json"), "utf8")) as Record<string, string>;
  const sources = globSync("client/*.ts", { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
  const said = sources.flatMap((text) =>
    [...text.matchAll(/\bl10n\.t\(\s*(?:("(?:[^"\\]|\\.)*")|'([^'\\]*)')/g)].map(([, double, single]) => single ?? (JSON.parse(double!) as string)),
  );
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(said)].sort());
});
