import { readLine } from "../../text/line.ts";
import type { Lines } from "../../text/lines.ts";
import { type CursorPlace, placeInColumn } from "./place.ts";

/** The places further out that a word at the start of a line may belong to, the nearest first: blocks that end above it. */
export function outerPlaces(lines: Lines, place: CursorPlace): CursorPlace[] {
  const row = lines.lineAt(place.word.from);
  const start = lines.startOf(row);
  if (place.style !== "block" || place.is !== "entry" || place.dashed || place.colon || place.word.from - start !== lines.indentOf(row)) return [];
  return columnsAbove(lines, row, place.column).flatMap((column) => {
    const outer = placeInColumn(lines, row, column);
    return outer ? [{ ...place, ...outer, column, word: { ...place.word, from: start + column } }] : [];
  });
}

/** The columns in which the blocks around a line began. */
function columnsAbove(lines: Lines, row: number, column: number): number[] {
  const columns: number[] = [];
  for (let at = row - 1, limit = column; at >= 0 && limit > 0; at--) {
    if (lines.indentOf(at) >= limit) continue;
    const line = readLine(lines.textOf(at));
    if (!line) continue;
    for (const begun of [line.column, ...line.dashes.toReversed()]) {
      if (begun >= limit) continue;
      columns.push(begun);
      limit = begun;
    }
  }
  return columns;
}
