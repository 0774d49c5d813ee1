import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseFile } from "../../../server/syntax/parseFile.ts";
import type { SyntaxFile } from "../../../server/syntax/tree.ts";

const lines = ["---\n", "---\n", "--- # x\n", "...\n", "# comment\n", "\n", "a: 1\n", "  b: 2\n", "%YAML 1.2\n", "--", "-", ".", "{}\n", "---"];
const text = fc.array(fc.constantFrom(...lines), { maxLength: 60 }).map((parts) => parts.join(""));

function placesOf({ documents }: SyntaxFile): readonly (readonly [number, number, string])[] {
  return documents.map(({ from, to, syntax }) => [from, to, syntax.text]);
}

test("what is read again after an edit is what would be read of the whole text", () => {
  const edits = fc.array(fc.tuple(fc.nat(400), fc.nat(30), fc.array(fc.constantFrom(...lines), { maxLength: 3 })), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(text, edits, (start, steps) => {
      let now = start;
      let file = parseFile(now);
      for (const [at, gone, added] of steps) {
        now = now.slice(0, at) + added.join("") + now.slice(at + gone);
        file = parseFile(now, file);
        assert.deepEqual(placesOf(file), placesOf(parseFile(now)));
      }
    }),
    { seed: 16, numRuns: 4000 },
  );
});

test("of a long file only what is around an edit is read again", () => {
  const one = (i: number): string => `---\nname: ${i}\n`;
  const long = Array.from({ length: 100 }, (_, i) => one(i)).join("");
  const before = parseFile(long);
  let parsed = 0;
  const after = parseFile(long.replace("name: 50", "name: fifty"), before, (own) => {
    parsed++;
    return parseFile(own).documents[0]!.syntax;
  });
  assert.equal(parsed, 1);
  assert.equal(after.documents.filter(({ syntax }, i) => syntax === before.documents[i]!.syntax).length, 99);
});
