import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const korean = JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.ko.json"), "utf8")) as Record<string, string>;

/** Every sentence that the server says, as it is written in the sources. */
const said = globSync("server/**/*.ts", { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\bsay\(\s*("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text!) as string),
);

test("every sentence of the server has a Korean one", () => {
  assert.deepEqual(
    [...new Set(said)].filter((sentence) => sentence.includes(" ") && !(sentence in korean)),
    [],
  );
});

test("a translation has the same parts as its sentence", () => {
  const partsOf = (sentence: string): string[] => [...new Set(sentence.match(/\{\d\}/g))].sort();
  const wrong = Object.entries(korean).filter(([sentence, translated]) => partsOf(sentence).join() !== partsOf(translated).join());
  assert.deepEqual(wrong, []);
});
