import { isObject } from "../../api/object.ts";
import { byText } from "../../api/byText.ts";

/** A value as `-o yaml` prints it: keys in order, lists not indented, texts quoted only where they need it. */
export function yamlText(value: unknown): string {
  return `${new Writer().written(value, "")}\n`;
}

/** Writes values that begin in the middle of a line, and go on in lines that are indented. Pods of one template share their spec: it is written once. */
class Writer {
  private readonly maps = new Map<object, { readonly indent: string; readonly text: string }>();

  written(value: unknown, indent: string): string {
    if (typeof value === "string") return scalar(value, indent);
    if (Array.isArray(value)) return this.list(value, indent);
    if (!isObject(value)) return JSON.stringify(value) ?? "null";
    const known = this.maps.get(value);
    if (known?.indent === indent) return known.text;
    const text = this.map(value, indent);
    this.maps.set(value, { indent, text });
    return text;
  }

  private list(values: readonly unknown[], indent: string): string {
    if (values.length === 0) return "[]";
    return values.map((value) => `- ${this.written(value, `${indent}  `)}`).join(`\n${indent}`);
  }

  private map(value: Readonly<Record<string, unknown>>, indent: string): string {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    if (keys.length === 0) return "{}";
    keys.sort(byText);
    return keys.map((key) => `${keyText(key)}:${this.below(value[key], indent)}`).join(`\n${indent}`);
  }

  /** The value of a key: lists and maps begin in a line of their own, and only maps are indented. */
  private below(value: unknown, indent: string): string {
    if (Array.isArray(value) && value.length > 0) return `\n${indent}${this.written(value, indent)}`;
    const inner = `${indent}  `;
    const text = this.written(value, inner);
    return isObject(value) && text !== "{}" ? `\n${inner}${text}` : ` ${text}`;
  }
}

function keyText(key: string): string {
  return lineOf(key) ?? doubleQuoted(key);
}

function scalar(text: string, indent: string): string {
  return lineOf(text) ?? (isLiteral(text) ? literal(text, indent) : doubleQuoted(text));
}

/** The texts that were last written in one line: most come again and again. */
const known = new Map<string, string | undefined>();
const mostKnown = 10_000;

/** A text that can stand in one line, plain or in single quotes. */
function lineOf(text: string): string | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= mostKnown) known.clear();
  const line = needsDoubleQuotes(text) || text.includes("\n") ? undefined : canBePlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
  known.set(text, line);
  return line;
}

/** Texts that a reader would take for something else. */
const ambiguous =
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|<<|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const numbers = /^(?:[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const times = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\s*\d\d?:\d\d:\d\d(?:\.\d+)?\s*(?:Z|[-+]\d\d?(?::\d\d)?)?)?$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function needsDoubleQuotes(text: string): boolean {
  if (ambiguous.test(text) || numbers.test(text) || times.test(text) || sexagesimal.test(text)) return true;
  return /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
}

/** Whether a text of one line can stand without quotes. */
function canBePlain(text: string): boolean {
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^---|^\.\.\./.test(text)) return false;
  return !/^\s|\s$|: |:$| #/.test(text);
}

/** Whether a text of several lines can stand as it is. */
function isLiteral(text: string): boolean {
  return !needsDoubleQuotes(text) && !/ \n|^\s|\n[\t ]+$/.test(text);
}

/** `|` keeps one line end at the end, `|-` none, `|+` all. */
function literal(text: string, indent: string): string {
  const chomp = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
  const lines = text.replace(/\n$/, "").split("\n");
  return `|${chomp}\n${lines.map((line) => (line === "" ? "" : indent + line)).join("\n")}`;
}

/** Control characters that have a short name in YAML, but not in JSON. */
const names: Readonly<Record<string, string>> = { "00": "0", "07": "a", "0b": "v", "1b": "e" };

/** As in JSON, but that a space before the end of a line has to be kept. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll(/\\(?:u00([0-9a-f]{2})|.)/g, (escape, code?: string) => (code === undefined ? escape : `\\${names[code] ?? `x${code}`}`))
    .replaceAll(" \\n", "\\ \\n");
}
