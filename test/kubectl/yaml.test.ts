import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { yamlText } from "../../kubectl/output/yaml.ts";

const piece = fc.constantFrom(
  "a",
  " ",
  "\n",
  ": ",
  "-",
  " #",
  "'",
  '"',
  "\\",
  "\u0000",
  "\t",
  "\u2028",
  "\ud800",
  "{",
  "?",
  "|",
  "---",
  "&",
  "*",
  "!",
);
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(text, tie("value")), { maxLength: 4, selector: ([key]) => key }).map((entries) => new Map(entries)),
  ),
}));

/** Maps as objects, for the printer: `__proto__` is a key like any other. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Map ? Object.fromEntries([...value].map(([key, held]) => [key, plain(held)])) : value;
}

test("what -o yaml prints can be read again, whatever the texts", () => {
  fc.assert(
    fc.property(value, (value) => {
      const printed = yamlText({ value: plain(value) });
      assert.deepEqual(parse(printed, { schema: "failsafe" }), { value: plain(value) }, printed);
    }),
  );
});

test("texts that a reader would take for something else stand in quotes", () => {
  assert.equal(
    yamlText({ z: ["yes", "1.0", "0x1f", "2026-01-05", "1:30", "", "~"], a: 1, b: "v1.36", c: "a\nb\n", d: [], e: {}, f: [[true, null]] }),
    `a: 1
b: v1.36
c: |
  a
  b
d: []
e: {}
f:
- - true
  - null
z:
- "yes"
- "1.0"
- "0x1f"
- "2026-01-05"
- "1:30"
- ""
- "~"
`,
  );
});
