import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { Document, parseDocument, stringify } from "yaml";
import { Manifest } from "../../../server/manifest/manifest.ts";
import { parseFile } from "../../../server/syntax/parseFile.ts";

/** What our own reader makes of a text of one document. */
function read(text: string): unknown {
  const manifest = new Manifest(parseFile(text).documents[0]!.syntax);
  assert.deepEqual([manifest.syntax.problems, manifest.readingCauses], [[], []], text);
  return manifest.value;
}

/** Texts of one line and of several, with all that makes a writer of YAML think; control characters have no place in a manifest. */
const text = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom(
      "",
      "~",
      "null",
      "yes",
      "No",
      "on",
      "1_000",
      "0x1f",
      "012",
      "1e3",
      ".inf",
      "- a",
      "a: b",
      "a #b",
      "#a",
      "? x",
      "!t",
      "&a",
      "*a",
      "%x",
      "|",
      "> a",
    ),
    fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 }).map((lines) => lines.join("\n")),
  )
  .filter((one) => !/[\p{Cc}\p{Cs}\u0085\u2028\u2029\ufeff\ufffe\uffff]/u.test(one.replaceAll("\n", "")));

const key = fc
  .oneof(fc.stringMatching(/^[a-zA-Z][\w./-]{0,12}$/), text)
  .filter((one) => one !== "" && one !== "<<" && one !== "__proto__" && one.length < 40);

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), fc.constant(null), tie("list"), tie("map")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
})).value;

/** Ways to write YAML 1.1, which is what the API server reads. */
const layout = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  defaultStringType: fc.constantFrom(
    "PLAIN" as const,
    "QUOTE_DOUBLE" as const,
    "QUOTE_SINGLE" as const,
    "BLOCK_LITERAL" as const,
    "BLOCK_FOLDED" as const,
  ),
  defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const),
  collectionStyle: fc.constantFrom("any" as const, "flow" as const),
});

/** The yaml package does not always read what it writes; and inside of brackets the API server's reader takes `?` and `:` for marks where the standard lets them be text. */
function isCommonGround(written: string, wanted: unknown): boolean {
  const document = parseDocument(written, { version: "1.1" });
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted) && !/[[{](?:.|\n)*(?:\?|:\S)/.test(written);
}

/** A document that starts with a brace is JSON to the API's clients, so it starts with dashes here. */
test("our reader reads what the yaml package writes, however it is laid out", () =>
  fc.assert(
    fc.property(value, layout, (held, style) => {
      const wanted = { held };
      const written = `---\n${stringify(wanted, { version: "1.1", aliasDuplicateObjects: false, ...style })}`;
      fc.pre(isCommonGround(written, wanted));
      assert.deepEqual(read(written), wanted, written);
    }),
    { numRuns: 300 },
  ));

test("our reader passes over comments and blank lines as the yaml package does", () =>
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      fc.stringMatching(/^[ -~]{0,20}$/),
      (wanted, comment) => {
        const document = new Document(wanted, { version: "1.1", aliasDuplicateObjects: false });
        document.commentBefore = ` ${comment}`;
        document.comment = ` ${comment}`;
        const written = document.toString().replace(/^%YAML.*\n---\n/, "");
        fc.pre(isCommonGround(written, wanted));
        assert.deepEqual(read(written), wanted, written);
      },
    ),
  ));
