import type { Shape } from "../../../schemas/schema.ts";
import { readLine } from "../../text/line.ts";
import type { Lines } from "../../text/lines.ts";
import type { Layout } from "../../text/written.ts";
import type { CursorPlace } from "./place.ts";

/** The place of the first entry below a key, and the line break and indentation before it. */
export interface PlaceBelow {
  readonly place: CursorPlace;
  readonly lead: string;
}

/** The key without a value below which the cursor could write in block style: on the cursor's line, or above in its column. */
export function emptyKeyAt(lines: Lines, place: CursorPlace): CursorPlace["path"] | undefined {
  if (place.style !== "block") return undefined;
  const row = lines.lineAt(place.word.from);
  if (place.is === "value") return hasPart(lines, row, place.column) ? undefined : place.path;
  if (place.dashed || place.colon) return undefined;
  const above = rowAbove(lines, row);
  const line = above < 0 ? undefined : readLine(lines.textOf(above));
  if (line?.key?.column !== place.column || line.rest !== "" || hasPart(lines, row, place.column)) return undefined;
  return [...place.path, line.key.name];
}

/** The place below that key for something of a shape. */
export function placeBelow(lines: Lines, place: CursorPlace, path: CursorPlace["path"], { is }: Shape, layout: Layout): PlaceBelow {
  const column = place.column + (is === "list" && !layout.indentsDashes ? 0 : layout.indent);
  const below = { ...place, is: "entry", path, siblings: new Map<string, string>(), column, dashed: false, colon: false, needsSpace: false } as const;
  if (place.is === "entry") return { place: below, lead: " ".repeat(column - place.column) };
  const { word } = place;
  const before = lines.text.slice(0, word.from);
  return { place: { ...below, word: { ...word, from: before.trimEnd().length } }, lead: `\n${" ".repeat(column)}` };
}

function rowAbove(lines: Lines, row: number): number {
  let above = row - 1;
  while (above >= 0 && readLine(lines.textOf(above)) === undefined) above--;
  return above;
}

/** Whether lines below a row belong to a key in a column. */
function hasPart(lines: Lines, row: number, column: number): boolean {
  for (let at = row + 1; at < lines.count; at++) {
    const line = readLine(lines.textOf(at));
    if (!line) continue;
    const first = line.dashes[0] ?? line.column;
    return first > column || (first === column && line.dashes.length > 0);
  }
  return false;
}
