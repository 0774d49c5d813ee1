import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { edited, emptyLine, keysOf, type Line, placesOf, replaced } from "../../client/terminalLine.ts";
import { harmless, printable, widthOf } from "../../client/terminalText.ts";

/** What stands in a line after these keys, with the cursor as a bar. */
function typed(data: string): string {
  const { letters, cursor } = keysOf(data).reduce<Line>((line, key) => edited(line, key) ?? line, emptyLine);
  return `${letters.slice(0, cursor).join("")}|${letters.slice(cursor).join("")}`;
}

const [left, home, end, remove, rubout] = ["\u001b[D", "\u001b[H", "\u001b[F", "\u001b[3~", "\u007f"];

test("keys edit the line", () => {
  assert.equal(typed(`get pods${left}${left}`), "get po|ds");
  assert.equal(typed(`et pods${home}g${end}!`), "get pods!|");
  assert.equal(typed(`get podds${left}${left}${remove}`), "get pod|s");
  assert.equal(typed(`get pods \u0017svc${rubout}`), "get sv|");
  assert.equal(typed(`get pods${left}\u000b`), "get pod|");
  assert.equal(typed("\u001b[Z\u001b[1;5Cx"), "x|");
});

test("a letter is what a person sees as one, and East Asian ones take two cells", () => {
  assert.equal(typed(`웹é👩‍💻${rubout}${rubout}`), "웹|");
  assert.deepEqual([widthOf("web"), widthOf("웹 서버"), widthOf("👩‍💻")], [3, 7, 2]);
  const line = { letters: ["가", "나", "다"], cursor: 2 };
  assert.deepEqual(placesOf(line, 2, 5), { cursor: { row: 1, column: 2 }, end: { row: 1, column: 4 } });
});

test("completion replaces the word at the cursor and leaves what is behind it", () => {
  const { letters, cursor } = replaced({ letters: Array.from("get po -A"), cursor: 6 }, 4, "pods");
  assert.equal(`${letters.slice(0, cursor).join("")}|${letters.slice(cursor).join("")}`, "get pods| -A");
});

test("nothing that is printed moves the cursor, colours or hides", () => {
  assert.equal(printable("a\u001b[31mb\nc\u202e"), "a␛[31mb\r\nc�");
  const moves = (letter: string): boolean => (letter < " " && letter !== "\n" && letter !== "\t") || (letter >= "\u007f" && letter <= "\u009f");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => assert.ok(!Array.from(harmless(text)).some(moves))));
});

test("any input leaves the cursor within the line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(left, home, end, remove, rubout, "\u0017"), (text, key) => {
      const { letters, cursor } = keysOf(text + key).reduce<Line>((line, one) => edited(line, one) ?? line, emptyLine);
      assert.ok(cursor >= 0 && cursor <= letters.length);
    }),
  );
});
