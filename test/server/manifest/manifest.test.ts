import assert from "node:assert/strict";
import { test } from "node:test";
import { readManifests } from "../../../server/manifest/manifest.ts";
import { resolvePlain } from "../../../server/manifest/scalar.ts";
import { parseFile } from "../../../server/syntax/parseFile.ts";
import { inEnglish } from "../../../api/words/english.ts";

function manifestOf(text: string) {
  return readManifests(parseFile(text))[0]!.manifest;
}

test("plain scalars mean what YAML 1.1 says, as Go reads it", () => {
  const values: [string, unknown][] = [
    ...(["yes", "On", "y", "TRUE"] as const).map((text): [string, unknown] => [text, true]),
    ...(["no", "off", "N"] as const).map((text): [string, unknown] => [text, false]),
    ...(["", "~", "null"] as const).map((text): [string, unknown] => [text, null]),
    ["0644", 420],
    ["0o644", 420],
    ["0x1F", 31],
    ["0b11", 3],
    ["1_000", 1000],
    ["1e3", 1000],
    [".5", 0.5],
    ["+1", 1],
    ["080", 80],
    ["12:30", "12:30"],
    ["2026-11-20", "2026-11-20"],
    ["nO", "nO"],
    ["1.2.3", "1.2.3"],
  ];
  for (const [text, value] of values) assert.deepEqual(resolvePlain(text), value, text);
});

test("merges fill in, and may not repeat a key", () => {
  const merged = manifestOf("base: &b {x: 1}\nown:\n  <<: *b\n  z: 2\n");
  assert.deepEqual(merged.value, { base: { x: 1 }, own: { x: 1, z: 2 } });
  assert.deepEqual(merged.readingCauses, []);
  const twice = manifestOf("base: &b {x: 1}\nown:\n  x: 3\n  <<: *b\n");
  assert.deepEqual(
    twice.readingCauses.map(({ type, path }) => `${type} ${path.toString()}`),
    ["DuplicateField own.x"],
  );
});

test("an alias bomb is refused at once", () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(", ")}]`);
  const manifest = manifestOf(`l0: &l0 [x]\n${levels.join("\n")}\n`);
  assert.match(inEnglish(manifest.readingCauses[0]!.message), /Aliases/);
  assert.equal(manifest.value, null);
});

test("a cause is underlined at the key, the value or the nearest parent", () => {
  const text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: Web\nspec:\n  restartpolicy: Never\n  containers:\n  - name: web\n";
  const manifest = manifestOf(text);
  const marked = manifest.admit().causes.map((cause) => {
    const { from, to } = manifest.spanOf(cause);
    return `${cause.type} ${text.slice(from, to)}`;
  });
  assert.deepEqual(marked, ["UnknownField restartpolicy", "FieldValueInvalid Web", "FieldValueRequired name"]);
});

test("an unchanged document keeps its answer", () => {
  const file = parseFile("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nx: 1\n");
  const [manifest] = readManifests(file);
  const [later] = readManifests(parseFile(`${file.documents[0]!.syntax.text}---\nx: 2\n`, file), readManifests(file));
  assert.notEqual(manifest, later);
  const before = readManifests(file);
  const after = readManifests(parseFile(`${file.documents[0]!.syntax.text}---\nx: 2\n`, file), before);
  assert.equal(after[0]!.manifest.admit(), before[0]!.manifest.admit());
});
