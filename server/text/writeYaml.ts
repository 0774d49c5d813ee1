import { isObject } from "../../api/object.ts";
import { json, jsonLayout } from "./writeJson.ts";
import { isList, type Layout, type Pen, type Style, type Written } from "./written.ts";

/** Writes the text of a file. */
export const textPen: Pen = { scalar: (value) => (value === undefined ? "" : scalarText(value)), key: keyText, brace: "}" };

/** The text after a key's colon: a scalar on the same line, or a block below. */
export function afterColon(value: Written, column: number, layout: Layout, pen: Pen = textPen): string {
  if (layout.style !== "block") return ` ${layout.style === "json" ? json(value, column, layout, pen) : flow(value, pen)}`;
  if (isList(value)) {
    if (value.length === 0) return " []";
    const dash = layout.indentsDashes ? column + layout.indent : column;
    return value.map((item) => `\n${" ".repeat(dash)}- ${entries(item, dash + 2, layout, pen).trimStart()}`).join("");
  }
  if (!isObject(value)) return ` ${pen.scalar(value)}`;
  return Object.keys(value).length === 0 ? ` {${pen.brace}` : `\n${entries(value, column + layout.indent, layout, pen)}`;
}

/** The entries of a map as lines at a column; anything else on one line. */
export function entries(value: Written, column: number, layout: Layout, pen: Pen = textPen): string {
  if (!isObject(value) || Object.keys(value).length === 0) return flow(value, pen);
  return Object.entries(value)
    .map(([key, held]) => `${" ".repeat(column)}${pen.key(key)}:${afterColon(held, column, layout, pen)}`)
    .join("\n");
}

/** A value on one line. */
export function flow(value: Written, pen: Pen = textPen): string {
  if (isList(value)) return `[${value.map((item) => flow(item, pen)).join(", ")}]`;
  if (!isObject(value)) return pen.scalar(value);
  return `{${Object.entries(value)
    .map(([key, held]) => `${pen.key(key)}: ${flow(held, pen)}`)
    .join(", ")}${pen.brace}`;
}

/** A scalar as YAML that reads back as itself. */
export function scalarText(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z_/.][^:#{}[\],&*!|>'"%@`\\\n]*$/.test(value) && !/\s$/.test(value) && !word.test(value);
  return isPlain || /^\d+(?:m|%|[KMGTPE]i?)$/.test(value) || /^\d+\.\d+\.[\d.]+$/.test(value) || isPlainWithColon(value)
    ? value
    : JSON.stringify(value);
}

/** Words that YAML 1.1 does not read as texts. */
const word = /^(?:true|false|yes|no|on|off|y|n|null|~|\.inf|\.nan|\.\d*)$/i;

/** An image with its tag, an address. */
function isPlainWithColon(value: string): boolean {
  return /^[A-Za-z_/][\w./@-]*(?::[\w./@-]+)+$/.test(value);
}

function keyText(key: string): string {
  return scalarText(key);
}

/** The layout of a text: the indentation of its blocks, and whether its dashes are indented. */
export function layoutOf(text: string, column: number, style: Style): Layout {
  if (style === "json") return jsonLayout(text, column);
  const indent = /^[^\s#-][^\n]*:[ \t]*\n( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2;
  const list = /^( *)(?:- )*[\w./-]+:[ \t]*\n(?:[ \t]*#[^\n]*\n)*( *)- /m.exec(text);
  return { column, indent, indentsDashes: list ? list[2]!.length > list[1]!.length : true, style };
}
