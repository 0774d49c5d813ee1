import { type Layout, type Pen, afterColon, entries, flow, scalarText } from "../../text/writeYaml.ts";
import type { Sample } from "./samples.ts";

/** `key: value` in snippet syntax, ready to stand at `layout.column`. If there are a few words to choose from, they replace the sample. */
export function entrySnippet(key: string, sample: Sample, choices: readonly string[], layout: Layout): string {
  const pen = snippetPen();
  const name = pen.key(key);
  if (choices.length === 1) return `${name}: \${1:${escapeSnippet(choices[0]!)}}`;
  if (choices.length > 1) return `${name}: \${1|${choices.map(escapeChoice).join(",")}|}`;
  return `${name}:${afterColon(sample, layout.column, layout, pen)}`;
}

/** A list's item or a whole object in snippet syntax, without a dash; `layout.column` is where its first character stands. */
export function itemSnippet(sample: Sample, layout: Layout): string {
  const pen = snippetPen();
  return layout.style === "flow" ? flow(sample, pen) : entries(sample, layout.column, layout, pen).trimStart();
}

/** A whole object as a snippet: apiVersion and kind are fixed, the rest is tab stops. */
export function objectSnippet(sample: Sample, layout: Layout): string {
  return itemSnippet(sample, layout).replaceAll(/^(apiVersion|kind): \$\{\d+:(.*)\}$/gm, "$1: $2");
}

/** Every scalar becomes a numbered tab stop. Equal names share one stop, so that they change together. */
function snippetPen(): Pen {
  let next = 1;
  const names = new Map<string, number>();
  const numberOf = (value: unknown): number => {
    if (typeof value !== "string" || !/^[a-z]+$/.test(value)) return next++;
    const known = names.get(value) ?? next++;
    names.set(value, known);
    return known;
  };
  return {
    scalar: (value) => (value === undefined || value === "" ? `\${${next++}}` : `\${${numberOf(value)}:${escapeSnippet(scalarText(value))}}`),
    key: (key) => escapeSnippet(scalarText(key)),
    brace: "\\}",
  };
}

/** The plain text of a snippet, for editors without snippets: the first choice of every stop. */
export function withoutStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:[^,|\\]|\\.)*)(?:[^|\\]|\\.)*\|\}/g, "$1")
    .replaceAll(/\$\{\d+(?::((?:[^}\\]|\\.)*))?\}|\$\d+/g, (_, text: string | undefined) => text ?? "")
    .replaceAll(/\\([\\$},|])/g, "$1");
}

/** Escapes all characters that have a meaning in snippets. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

function escapeChoice(text: string): string {
  return escapeSnippet(text).replaceAll(/[,|]/g, "\\$&");
}
