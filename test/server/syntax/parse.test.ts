import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseFile } from "../../../server/syntax/parseFile.ts";
import type { Node, SyntaxDocument } from "../../../server/syntax/tree.ts";
import { inEnglish } from "../../../server/words/words.ts";

/** A tree as plain values, all scalars as texts. */
function plain(node: Node | undefined): unknown {
  switch (node?.is) {
    case undefined:
      return null;
    case "scalar":
      return node.value;
    case "alias":
      return `*${node.name}`;
    case "sequence":
      return node.items.map(({ value }) => plain(value));
    case "mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [String(plain(key)), plain(value)]));
  }
}

function only(text: string): SyntaxDocument {
  const { documents } = parseFile(text);
  assert.equal(documents.length, 1);
  return documents[0]!.syntax;
}

function reads(text: string, value: unknown): void {
  const { root, problems } = only(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(plain(root), value);
}

/** A broken text gives a tree all the same, and says so once where it breaks. */
function recovers(text: string, value: unknown, message: RegExp): void {
  const { root, problems } = only(text);
  assert.deepEqual(plain(root), value);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  assert.match(inEnglish(problems[0]!.message), message);
}

test("block and flow collections, in each other", () => {
  reads("a:\n- b\n- c: d\n  e: [f, {g: h}]\n", { a: ["b", { c: "d", e: ["f", { g: "h" }] }] });
  reads("- - a\n  - b\n-\n  c: d\n-\n", [["a", "b"], { c: "d" }, null]);
  reads("? a\n: b\nc: {d, e: }\n", { a: "b", c: { d: null, e: null } });
});

test("scalars in every style", () => {
  reads("a: one\n  two\n\n  three\nb: 'it''s'\nc: \"x\\ty\\u00e9\\\n  z\"\n", { a: "one two\nthree", b: "it's", c: "x\tyéz" });
  reads("a: |\n  x\n   y\n\n  z\nb: >-\n  f\n  g\n\n  h\nc: |+\n  k\n\n", { a: "x\n y\n\nz\n", b: "f g\nh", c: "k\n\n" });
  reads("a: x#y # comment\nb: http://x:80/y\n", { a: "x#y", b: "http://x:80/y" });
});

test("spans count from the start of the document", () => {
  const { documents } = parseFile("a: 1\n---\nkey: [x, 'y']\n");
  const { from, syntax } = documents[1]!;
  assert.equal(from, 5);
  assert.equal(syntax.root?.is, "mapping");
  const [pair] = syntax.root.is === "mapping" ? syntax.root.pairs : [];
  assert.equal(syntax.text.slice(pair!.key!.from, pair!.key!.to), "key");
  assert.equal(syntax.text.slice(pair!.value!.from, pair!.value!.to), "[x, 'y']");
});

test("a half-typed key is a pair without a colon, and keeps what stands below it", () => {
  recovers("spec:\n  repl\n  paused: true\n", { spec: { repl: null, paused: "true" } }, /colon is missing/);
  recovers("metadata:\n  name: x\nspe\n", { metadata: { name: "x" }, spe: null }, /colon is missing/);
  recovers("spec:\n  templ\n    spec:\n      x: y\n", { spec: { templ: { spec: { x: "y" } } } }, /colon is missing/);
  recovers("ports\n- port: 80\nnext: 1\n", { ports: [{ port: "80" }], next: "1" }, /colon is missing/);
});

test("a wrong indentation costs its own line only", () => {
  recovers("ports:\n- port: 80\n   name: web\nnext: 1\n", { ports: [{ port: "80", name: "web" }], next: "1" }, /indented by 3/);
});

test("quotes and brackets that are left open end where they must", () => {
  recovers('a: "open\nb: x\n', { a: "open", b: "x" }, /is not closed/);
  recovers("a: {b: 1\nc: 2\n", { a: { b: "1" }, c: "2" }, /not closed by }/);
});

test("a flow that closes further down may go on without indentation", () =>
  reads("a: {\nb: c,\nd: {e: f}\n}\ng: h\n", { a: { b: "c", d: { e: "f" } }, g: "h" }));

test("a second colon, a tab and a stray character are explained", () => {
  recovers("a: note: this\n", { a: "note: this" }, /second colon/);
  recovers("a:\n\tb: c\n", { a: { b: "c" } }, /tab/);
  recovers("a:\n- \tb\n", { a: ["b"] }, /tab/);
  recovers("a: @home\n", { a: "@home" }, /quotes/);
});

test("aliases know their anchors; cycles and strangers are told", () => {
  reads("a: &x {b: c}\nd: *x\n", { a: { b: "c" }, d: "*x" });
  recovers("a: *nobody\n", { a: "*nobody" }, /no anchor/);
  recovers("a: &x\n  b: *x\n", { a: { b: "*x" } }, /inside its own anchor/);
});

test("only a document that changed is parsed again", () => {
  const before = parseFile("a: 1\n---\nb: 2\n---\nc: 3\n");
  const after = parseFile("a: 1\n---\nb: 22\n---\nc: 3\n", before);
  const same = after.documents.map(({ syntax }, i) => syntax === before.documents[i]!.syntax);
  assert.deepEqual(same, [true, false, true]);
});

test("documents end at markers, but not in texts that mention them", () => {
  assert.equal(parseFile("# only a comment\n---\na: 1\n---\nb: 2\n...\n").documents.length, 2);
  assert.equal(parseFile("a: |\n  ---\n  x\n").documents.length, 1);
});

test("texts beyond reason are refused in a sentence", () => {
  assert.match(inEnglish(parseFile("a: 1\n".repeat(3_000_000)).problem!), /larger than/);
  assert.match(inEnglish(only(`a: ${"x".repeat(4_000_000)}`).problems[0]!.message), /3 MiB/);
  assert.match(inEnglish(only("[".repeat(100_000)).problems[0]!.message), /500 levels/);
  assert.match(inEnglish(only("- ".repeat(100_000)).problems[0]!.message), /500 levels/);
  assert.match(inEnglish(only("a: \0\n").problems[0]!.message), /U\+0000/);
});

const piece = fc.constantFrom(
  ...[
    "a",
    "key: ",
    "- ",
    "  ",
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    ":",
    "{",
    "}",
    "[",
    "]",
    ",",
    '"',
    "'",
    "#",
    " # x",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">-",
    "? ",
  ],
  ...["---\n", "...\n", "\t", "\r\n", "%", "@", "\\", "\0", "\ufeff", "<<: ", "ü", "~"],
);

test("every text gives a tree whose spans nest, quickly", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join("");
      const { documents } = parseFile(text);
      assert.equal(documents.map(({ from, to }) => text.slice(from, to)).join(""), text);
      for (const { syntax } of documents) if (syntax.root) nests(syntax.root, 0, syntax.text.length);
    }),
    { seed: 11, numRuns: 20_000, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  );
});

function nests(node: Node, from: number, to: number): void {
  assert.ok(from <= node.from && node.from <= node.to && node.to <= to, `${node.is} ${node.from}-${node.to} in ${from}-${to}`);
  if (node.is === "sequence") for (const { value } of node.items) if (value) nests(value, node.from, node.to);
  if (node.is === "mapping") for (const { key, value } of node.pairs) for (const held of [key, value]) if (held) nests(held, node.from, node.to);
}
