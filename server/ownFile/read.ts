import { type Document, isScalar, parseDocument, type Node as YamlNode, type Range, visit } from "yaml";
import type { Path } from "../../api/path.ts";
import { type ApiSentence, say } from "../../api/words/say.ts";
import type { Read } from "../../engine/incoming/scenarioFile.ts";

/** An error in one of our own files: where, and why. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  /** The field, as a path from the file's root; empty if the text itself can't be parsed. */
  readonly field: string;
  readonly message: ApiSentence;
}

/** The result of reading one of our own files: its value, or its errors. */
export type Reading<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Reads one of our own files, in YAML or in JSON, which is YAML as well. `check` looks at its data. */
export function readOwnFile<T>(text: string, check: (data: unknown) => Read<T>): Reading<T> {
  const parsed = parse(text);
  if ("problems" in parsed) return parsed;
  const { document, data } = parsed;
  const read = check(data);
  if ("value" in read) return read;
  const spanOf = (path: Path): { from: number; to: number } => {
    const [from, to] = rangeAt((steps) => document.getIn(steps, true) as YamlNode | undefined, path.steps()) ?? document.range;
    return { from, to };
  };
  return { problems: read.causes.map(({ path, message }) => ({ ...spanOf(path), field: path.toString(), message })) };
}

/** Larger files are refused, in characters. */
const largest = 256 * 1024;

/** A document and its data. The parser throws for unresolved aliases, too many aliases, and too deep nesting. */
export function parse(text: string): { readonly document: Document.Parsed; readonly data: unknown } | { readonly problems: readonly Problem[] } {
  if (text.length > largest) return { problems: [{ from: 0, to: 0, field: "", message: say("own-file-too-large") }] };
  try {
    // The parser's own check compares all pairs of keys, and logs keys that are not texts. Of `!!binary` it would make what is not data.
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: "error", resolveKnownTags: false });
    const twice = keysTwice(document);
    if (document.errors.length === 0 && twice.length === 0) return { document, data: document.toJS() };
    if (document.errors.length === 0) return { problems: twice };
    // If something is missing at the end, the parser reports a place behind the text.
    const within = (at: number): number => Math.min(at, text.length);
    return {
      problems: document.errors.map(({ code, pos: [from, to], message }) => {
        const why = code === "MULTIPLE_DOCS" ? { field: "", message: say("one-document") } : notYaml(message);
        return { from: within(from), to: within(to), ...why };
      }),
    };
  } catch (error) {
    return { problems: [{ from: 0, to: Math.max(0, text.indexOf("\n")), ...notYaml((error as Error).message) }] };
  }
}

/** Duplicate keys of maps. */
function keysTwice(document: Document.Parsed): Problem[] {
  const twice: Problem[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [from = 0, to = 0] = key.range ?? [];
        if (seen.has(key.value)) twice.push({ from, to, ...notYaml("Map keys must be unique") });
        seen.add(key.value);
      }
    },
  });
  return twice;
}

function notYaml(detail: string): Pick<Problem, "field" | "message"> {
  return { field: "", message: say("not-yaml", { detail }) };
}

/** The range of a value, or of its nearest existing parent. */
function rangeAt(nodeAt: (steps: readonly (string | number)[]) => YamlNode | undefined, steps: readonly (string | number)[]): Range | undefined {
  for (let length = steps.length; length >= 0; length--) {
    const range = nodeAt(steps.slice(0, length))?.range;
    if (range) return range;
  }
  return undefined;
}
