import type { Shape } from "../../../schemas/schema.ts";
import { customAt } from "../../schema/customSchema.ts";
import { schemaIn } from "../../schema/schemaAt.ts";
import type { Span } from "../../syntax/tree.ts";
import { type Line, opensBlockScalar, readLine } from "../../text/line.ts";
import type { Lines } from "../../text/lines.ts";
import { layoutOf } from "../../text/writeYaml.ts";
import type { Layout } from "../../text/written.ts";
import { documentAt } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { placeAt } from "../completion/place.ts";

/** The indentation that a line should have, and the span of the present one. Offsets count from the start of the file. */
export interface Indentation extends Span {
  readonly text: string;
}

/**
 * The indentation of a line that was just begun behind another: deeper below a key that holds more, at the first key of a list's item, and nothing where
 * the editor's own indentation is right, or in a file that is no manifest. `offset` is the cursor on the new line.
 */
export function newLine(snapshot: Snapshot, offset: number): Indentation | undefined {
  const placed = documentAt(snapshot.file, offset);
  if (!placed || (placed.document.recognition !== "manifest" && placed.document.recognition !== "patch")) return undefined;
  const { lines } = placed.document;
  const row = lines.lineAt(offset - placed.from);
  if (row === 0 || lines.textOf(row).trim() !== "") return undefined;
  const above = readLine(lines.textOf(row - 1));
  const { key } = above ?? {};
  const place = key && placeAt(lines, lines.startOf(row - 1) + key.column);
  if (!above || !place || place.style === "flow") return undefined;
  const column = columnBelow(above, lines, row, () => heldAt(snapshot, placed.document.self, [...place.path, key.name]));
  const from = lines.startOf(row);
  return column === undefined || column === lines.endOf(row) - from
    ? undefined
    : { from: from + placed.from, to: lines.endOf(row) + placed.from, text: " ".repeat(column) };
}

/** The kind of value of a key, which determines the line below it. */
type Held = "scalar" | "list" | "map";

function columnBelow({ key, rest }: Line, lines: Lines, row: number, holds: () => Held): number | undefined {
  if (!key) return undefined;
  const layout = layoutOf(lines.text, key.column, "block");
  if (opensBlockScalar(rest)) return key.column + layout.indent;
  if (/^[[{]/.test(rest)) return undefined;
  if (rest !== "" && !/^[&!]\S+$/.test(rest)) return key.column;
  return columnOfPart(lines, row, key.column) ?? emptyKeyColumn(key.column, layout, holds());
}

function emptyKeyColumn(column: number, { indent, indentsDashes }: Layout, holds: Held): number {
  if (holds === "scalar") return column;
  return holds === "list" && !indentsDashes ? column : column + indent;
}

/** The column of what a key holds already, below an empty line. */
function columnOfPart(lines: Lines, row: number, column: number): number | undefined {
  for (let at = row + 1; at < lines.count; at++) {
    const line = readLine(lines.textOf(at));
    if (!line) continue;
    const first = line.dashes[0] ?? line.column;
    return first > column || (first === column && line.dashes.length > 0) ? first : undefined;
  }
  return undefined;
}

function heldAt(
  { catalog, file }: Snapshot,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  path: readonly (string | number)[],
): Held {
  const known = schemaIn(apiVersion, kind, path)?.shape;
  if (known) return heldBy(known);
  const custom = catalog.customKind(apiVersion, kind, file.uri);
  const type = custom && customAt(custom.schema, path)?.type;
  return type === "array" ? "list" : type === undefined || type === "object" ? "map" : "scalar";
}

function heldBy({ is }: Shape): Held {
  return is === "list" ? "list" : is === "object" || is === "map" || is === "any" ? "map" : "scalar";
}
