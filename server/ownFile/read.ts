import { parseDocument, type Node as YamlNode, type Range } from "yaml";
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
  const document = parseDocument(text, { prettyErrors: false });
  const faults = document.errors.map(({ pos: [from, to], message }) => ({ from, to, field: "", message: say("not-yaml", { detail: message }) }));
  if (faults.length > 0) return { problems: faults };
  const read = check(document.toJS());
  if ("value" in read) return read;
  const spanOf = (path: Path): { from: number; to: number } => {
    const [from, to] = rangeAt((steps) => document.getIn(steps, true) as YamlNode | undefined, path.steps()) ?? document.range;
    return { from, to };
  };
  return { problems: read.causes.map(({ path, message }) => ({ ...spanOf(path), field: path.toString(), message })) };
}

/** The range of a value, or of its nearest existing parent. */
function rangeAt(nodeAt: (steps: readonly (string | number)[]) => YamlNode | undefined, steps: readonly (string | number)[]): Range | undefined {
  for (let length = steps.length; length >= 0; length--) {
    const range = nodeAt(steps.slice(0, length))?.range;
    if (range) return range;
  }
  return undefined;
}
