import type { Sample } from "./samples.ts";

/** How the text around a new entry is written. */
export interface Layout {
  /** The column of the new entry. */
  readonly column: number;
  /** Columns that a nested block goes deeper by. */
  readonly indent: number;
  /** Whether the dashes of a list stand deeper than the key that holds it. */
  readonly indentsDashes: boolean;
  readonly style: "block" | "flow";
}

/** Tab stops are numbered through one whole insertion. */
interface Stops {
  next: number;
}

/** `key: value` in snippet syntax, ready to stand at `layout.column`. */
export function entrySnippet(key: string, sample: Sample, choices: readonly string[], layout: Layout): string {
  const stops: Stops = { next: 1 };
  if (choices.length > 1) return `${escapeSnippet(key)}: \${${stops.next}|${choices.map(escapeChoice).join(",")}|}`;
  const text = layout.style === "flow" ? `: ${flow(sample, stops)}` : `:${block(sample, layout.column, layout, stops)}`;
  return escapeSnippet(key) + text;
}

/** A list's item in snippet syntax, without its dash; `column` is where its first character stands. */
export function itemSnippet(sample: Sample, layout: Layout): string {
  const stops: Stops = { next: 1 };
  return layout.style === "flow" ? flow(sample, stops) : entries(sample, layout.column, layout, stops).trimStart();
}

/** What stands behind a colon: a scalar on its line, or a block below. */
function block(sample: Sample, column: number, layout: Layout, stops: Stops): string {
  if (isList(sample)) {
    const dash = layout.indentsDashes ? column + layout.indent : column;
    return sample.map((item) => `\n${spaces(dash)}- ${entries(item, dash + 2, layout, stops).trimStart()}`).join("");
  }
  if (isMap(sample)) {
    if (Object.keys(sample).length === 0) return " {}";
    return `\n${entries(sample, column + layout.indent, layout, stops)}`;
  }
  return ` ${stop(sample, stops)}`;
}

function entries(sample: Sample, column: number, layout: Layout, stops: Stops): string {
  if (!isMap(sample)) return isList(sample) ? flow(sample, stops) : stop(sample, stops);
  if (Object.keys(sample).length === 0) return "{}";
  return Object.entries(sample)
    .map(([key, value]) => `${spaces(column)}${escapeSnippet(key)}:${block(value, column, layout, stops)}`)
    .join("\n");
}

function flow(sample: Sample, stops: Stops): string {
  if (isList(sample)) return `[${sample.map((item) => flow(item, stops)).join(", ")}]`;
  if (isMap(sample)) {
    const inner = Object.entries(sample).map(([key, value]) => `${escapeSnippet(key)}: ${flow(value, stops)}`);
    return `{${inner.join(", ")}\\}`;
  }
  return stop(sample, stops);
}

function stop(value: string | number | boolean | undefined, stops: Stops): string {
  const number = stops.next++;
  if (value === undefined || value === "") return `\${${number}}`;
  return `\${${number}:${escapeSnippet(scalarText(value))}}`;
}

/** A scalar as YAML that reads back as itself. */
export function scalarText(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const plain =
    /^[A-Za-z_/.][^:#{}[\],&*!|>'"%@`\\\n]*$/.test(value) &&
    !/\s$/.test(value) &&
    !/^(?:true|false|yes|no|on|off|y|n|null|~|\.inf|\.nan)$/i.test(value);
  return plain || /^\d+(?:m|%|[KMGTPE]i?)$/.test(value) ? value : JSON.stringify(value);
}

function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

function escapeChoice(text: string): string {
  return escapeSnippet(text).replaceAll(/[,|]/g, "\\$&");
}

/** The text of a snippet for editors that know none: every stop as its first choice. */
export function withoutStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:[^,|\\]|\\.)*)(?:[^|\\]|\\.)*\|\}/g, "$1")
    .replaceAll(/\$\{\d+(?::((?:[^}\\]|\\.)*))?\}|\$\d+/g, (_, text: string | undefined) => text ?? "")
    .replaceAll(/\\([\\$},|])/g, "$1");
}

function spaces(count: number): string {
  return " ".repeat(count);
}

function isList(sample: Sample): sample is readonly Sample[] {
  return Array.isArray(sample);
}

function isMap(sample: Sample): sample is { readonly [key: string]: Sample } {
  return typeof sample === "object" && sample !== null && !Array.isArray(sample);
}
