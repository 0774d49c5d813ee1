import assert from "node:assert/strict";
import { test } from "node:test";
import { type Language, render, wordsOf } from "../../api/words/sentence.ts";

type Templates = Readonly<Record<string, string>>;

/** A test for each sentence of a room, named by its code, with what it is in each language: nothing is missing, and every name finds its part. */
export function listSentences({ en, ko }: Readonly<Record<Language, Templates>>): void {
  const words = { en: wordsOf("en", en), ko: wordsOf("ko", ko) };
  test("English and Korean have the same sentences", () => assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort()));
  for (const code of Object.keys(en)) {
    const parts = Object.fromEntries(namesIn(en[code]!).map((name) => [name, `‹${name}›`]));
    const english = render({ code, parts }, words.en);
    const korean = render({ code, parts }, words.ko);
    test(`${code}: ${english} / ${korean}`, () => {
      assert.deepEqual(namesIn(ko[code]!).toSorted(), namesIn(en[code]!).toSorted());
      for (const text of [english, korean]) {
        assert.notEqual(text, "");
        assert.doesNotMatch(text, /undefined|\[object|\{\w+\}/);
      }
      for (const part of Object.values(parts)) assert.ok(english.includes(part) && korean.includes(part), part);
      if (/[a-z]{3} /.test(english) && english.endsWith(".")) assert.match(korean, /[가-힣].*[.?)]$/);
    });
  }
}

function namesIn(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)(?::[^|}]*\|[^}]*)?\}/g)].map(([, name]) => name!))];
}
