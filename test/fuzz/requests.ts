import assert from "node:assert/strict";
import fc from "fast-check";
import { quickFixes } from "../../server/features/codeActions.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { codeLens } from "../../server/features/codeLens.ts";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { inlayHints } from "../../server/features/inlayHints.ts";
import { fieldAt, locateField } from "../../server/features/locate.ts";
import { definition } from "../../server/features/navigation/definition.ts";
import { folding } from "../../server/features/navigation/folding.ts";
import { highlights } from "../../server/features/navigation/highlights.ts";
import { links } from "../../server/features/navigation/links.ts";
import { outline } from "../../server/features/navigation/outline.ts";
import { references } from "../../server/features/navigation/references.ts";
import { rename, renamed } from "../../server/features/navigation/rename.ts";
import { selectionRange } from "../../server/features/navigation/selectionRange.ts";
import { workspaceSymbols } from "../../server/features/navigation/workspaceSymbols.ts";
import { newLine } from "../../server/features/typing/newLine.ts";
import { format, formatLines } from "../../server/formatting/format.ts";
import { rehearse } from "../../server/change/objects.ts";
import { snapshotOf } from "../support/check.ts";
import { fuzzer } from "./fuzzer.ts";
import { hostileNames } from "./values/objects.ts";
import { texts } from "./values/texts.ts";

const request = fc.record({
  text: texts,
  other: texts,
  committed: texts,
  name: fc.constantFrom("test.yaml", "test.yaml", "pod.json", "kustomization.yaml", "chart/templates/a.yaml", "values.yaml", ".rehearsal.yaml"),
  places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
  word: fc.constantFrom("web2", "", ...hostileNames),
});

/** Every request of an editor at any place of any text: each is answered, and edits stay within the text. */
export const requests = fuzzer("requests", 25, request, ({ text, other, committed, name, places, word }) => {
  const snapshot = snapshotOf(text, { name, committed, files: { "other.yaml": other }, settings: { podSecurity: "restricted" } });
  const within = ({ from, to }: { readonly from: number; readonly to: number }): void =>
    assert.ok(0 <= from && from <= to && to <= text.length, `${from} to ${to} in ${text.length}`);
  diagnose(snapshot);
  outline(snapshot);
  folding(snapshot).forEach(({ first, last }) => assert.ok(first <= last));
  links(snapshot).forEach(within);
  codeLens(snapshot).forEach(within);
  format(snapshot.file).forEach(within);
  inlayHints(snapshot, 0, text.length);
  workspaceSymbols(snapshot.catalog, word);
  for (const { edits } of quickFixes(snapshot, 0, text.length)) edits.forEach(within);
  fixAll(snapshot)?.edits.forEach(within);
  rehearse(snapshot.file, committed);
  for (const place of places) {
    const offset = Math.floor(place * text.length);
    for (const reason of ["asked", "colon"] as const) complete(snapshot, offset, reason);
    hover(snapshot, offset, () => "", 0);
    newLine(snapshot, offset);
    definition(snapshot, offset);
    references(snapshot, offset, true);
    highlights(snapshot, offset).forEach(within);
    if (renamed(snapshot, offset)) rename(snapshot, offset, word);
    selectionRange(snapshot, offset).forEach(within);
    for (const { edits } of quickFixes(snapshot, offset, offset)) edits.forEach(within);
    formatLines(snapshot.file, offset, text.length).forEach(within);
    const field = fieldAt(snapshot.file, offset);
    if (field) locateField(snapshot.file, field);
  }
});
