import { isObject } from "../../api/object.ts";
import { isList, type Layout, type Pen, type Written } from "./written.ts";

/** Writes the text of a JSON file. */
export const jsonPen: Pen = { scalar: (value) => JSON.stringify(value ?? ""), key: (key) => JSON.stringify(key), brace: "}" };

/** Whether a text is read as JSON: it starts with a brace that is not a template's. */
export function isJson(text: string): boolean {
  return /^\s*\{(?!\{)/.test(text);
}

/** How a JSON text is written: the depth of its blocks, or 0 if all of it stands on one line. */
export function jsonLayout(text: string, column: number): Layout {
  const indent = /\n/.test(text.trim()) ? (/^\s*\{[ \t]*\r?\n( +)/.exec(text)?.[1]?.length ?? 2) : 0;
  return { column, indent, indentsDashes: true, style: "json" };
}

/** A value as JSON whose first line starts at a column. Lists of plain values stay on one line. */
export function json(value: Written, column: number, layout: Layout, pen: Pen): string {
  const deeper = column + layout.indent;
  if (isList(value)) {
    const items = value.map((item) => json(item, deeper, layout, pen));
    const isPlain = value.every((item) => !isObject(item) && !isList(item));
    return `[${around(items, column, isPlain ? { ...layout, indent: 0 } : layout)}]`;
  }
  if (!isObject(value)) return pen.scalar(value);
  const pairs = Object.entries(value).map(([key, held]) => `${pen.key(key)}: ${json(held, deeper, layout, pen)}`);
  return `{${around(pairs, column, layout)}${pen.brace}`;
}

/** The content of brackets: each part on its own line, or all on one. */
function around(parts: readonly string[], column: number, { indent }: Layout): string {
  if (indent === 0 || parts.length === 0) return parts.join(", ");
  const lineBreak = `\n${" ".repeat(column + indent)}`;
  return `${lineBreak}${parts.join(`,${lineBreak}`)}\n${" ".repeat(column)}`;
}
