import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Lines } from "../../../server/text/lines.ts";

test("lines end with a line feed, a carriage return or both, as an editor counts them", () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", "\r\n") }), (text) => {
      const [lines, document] = [new Lines(text), TextDocument.create("file:///a.yaml", "yaml", 1, text)];
      assert.equal(lines.count, document.lineCount);
      for (let line = 0; line < lines.count; line++) {
        const at = { line, character: 99 };
        assert.equal(lines.offsetAt(at), document.offsetAt(at));
      }
      for (let at = 0; at <= text.length; at++) assert.deepEqual(lines.positionAt(at), document.positionAt(at));
    }),
  ));
