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
import type { Span } from "../../server/syntax/tree.ts";
import type { Snapshot } from "../../server/workspace/workspace.ts";
import { snapshotOf } from "../support/check.ts";
import { fuzzer } from "./fuzzer.ts";
import { hostileNames } from "./values/objects.ts";
import { texts } from "./values/texts.ts";

const place = fc.double({ min: 0, max: 1, noNaN: true });
const request = fc.record({
  text: texts,
  other: texts,
  committed: fc.option(texts, { nil: undefined }),
  name: fc.constantFrom("test.yaml", "test.yaml", "pod.json", "kustomization.yaml", "chart/templates/a.yaml", "values.yaml", ".rehearsal.yaml"),
  places: fc.array(place, { minLength: 1, maxLength: 3 }),
  word: fc.constantFrom("web2", "", ...hostileNames),
  // Repairs take longer than all else together. Those of the whole file are tried for itself, those at a place where it is asked for.
  repairs: fc.oneof(fc.constantFrom("of the file" as const, "all at once" as const), place),
});

/** Every request of an editor at any place of any text: each is answered, and edits stay within the text. */
export const requests = fuzzer("requests", 40, request, ({ text, other, committed, name, places, word, repairs }) => {
  const settings = { podSecurity: "restricted" };
  const snapshot = snapshotOf(text, { name, files: { "other.yaml": other }, settings, ...(committed !== undefined && { committed }) });
  const within = ({ from, to }: Span): void => assert.ok(0 <= from && from <= to && to <= text.length, `${from} to ${to} in ${text.length}`);
  diagnose(snapshot);
  outline(snapshot);
  folding(snapshot).forEach(({ first, last }) => assert.ok(first <= last));
  links(snapshot).forEach(within);
  codeLens(snapshot).forEach(within);
  format(snapshot.file).forEach(within);
  inlayHints(snapshot, 0, text.length);
  workspaceSymbols(snapshot.catalog, word);
  rehearse(snapshot.file, committed);
  if (repairs === "all at once") fixAll(snapshot)?.edits.forEach(within);
  else {
    const [from, to] = repairs === "of the file" ? [0, text.length] : [offsetOf(repairs, text), offsetOf(repairs, text)];
    for (const { edits } of quickFixes(snapshot, from, to)) edits.forEach(within);
  }
  for (const each of places) askAt(snapshot, offsetOf(each, text), word, within);
});

function offsetOf(share: number, text: string): number {
  return Math.floor(share * text.length);
}

/** All requests that are made at a place, but for repairs. */
function askAt(snapshot: Snapshot, offset: number, word: string, within: (span: Span) => void): void {
  const { uri, lines } = snapshot.file;
  for (const reason of ["asked", "colon"] as const) {
    const offered = complete(snapshot, offset, reason);
    if (offered) within({ from: offered.from + offered.base, to: offered.to + offered.base });
  }
  hover(snapshot, offset, () => "", 0);
  const indentation = newLine(snapshot, offset);
  if (indentation) within(indentation);
  const ownOf = (places: readonly (Span & { readonly uri: string })[]): void => places.filter((one) => one.uri === uri).forEach(within);
  ownOf(definition(snapshot, offset));
  ownOf(references(snapshot, offset, true));
  highlights(snapshot, offset).forEach(within);
  if (renamed(snapshot, offset)) ownOf(rename(snapshot, offset, word));
  selectionRange(snapshot, offset).forEach(within);
  formatLines(snapshot.file, offset, lines.text.length).forEach(within);
  const field = fieldAt(snapshot.file, offset);
  if (field) locateField(snapshot.file, field);
}
