import { isObject } from "../../api/object.ts";
import { sorted } from "./json.ts";

/** A value as `-o kyaml` prints it: YAML in the shape of JSON, with commas at the end of every line. */
export function kyamlText(value: unknown): string {
  return `---\n${written(sorted(value), "")}\n`;
}

function written(value: unknown, indent: string): string {
  if (typeof value === "string") return text(value, indent);
  if (Array.isArray(value)) return list(value, indent);
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, held]) => `${indent}  ${keyText(key)}: ${written(held, `${indent}  `)},\n`).join("")}${indent}}`;
}

/** Maps in a list share its brackets; anything else stands in a line of its own. */
function list(values: readonly unknown[], indent: string): string {
  if (values.length === 0) return "[]";
  if (values.every((value) => isObject(value) || Array.isArray(value))) return `[${values.map((value) => written(value, indent)).join(", ")}]`;
  return `[\n${values.map((value) => `${indent}  ${written(value, `${indent}  `)},\n`).join("")}${indent}]`;
}

function keyText(key: string): string {
  return /^[A-Za-z][\w./-]*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key) ? key : JSON.stringify(key);
}

/** A text of several lines is broken where its lines are. */
function text(value: string, indent: string): string {
  if (!value.includes("\n")) return JSON.stringify(value);
  const lines = value.split("\n");
  const last = lines.pop()!;
  const quoted = [...lines.map((line) => `${line}\n`), ...(last === "" ? [] : [last])].map((line) => JSON.stringify(line).slice(1, -1));
  return `"\\\n${quoted.map((line) => `${indent}   ${line.replace(/^ /, "\\ ")}\\\n`).join("")}${indent}  "`;
}
