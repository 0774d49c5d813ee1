import { parseDocument, type Node as YamlNode, type Range } from "yaml";
import type { Path } from "../../api/path.ts";
import { type ApiSentence, say } from "../../api/words/say.ts";
import { readScenario } from "../../engine/incoming/scenarioFile.ts";
import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";

/** An error in a scenario file: where, and why. */
export interface ScenarioProblem {
  readonly from: number;
  readonly to: number;
  /** The field, as a path from the file's root; empty if the text itself can't be parsed. */
  readonly field: string;
  readonly message: ApiSentence;
}

/** The result of reading a scenario file: the scenario, or its errors. */
export type ScenarioReading = { readonly scenario: ScenarioFile } | { readonly problems: readonly ScenarioProblem[] };

/** Whether a file is a scenario by its name: `web.yaml` has `web.rehearsal.yaml`. */
export function isScenarioFile(uri: string): boolean {
  return /[^/]\.rehearsal\.(?:ya?ml|json)$/.test(uri);
}

/** Reads a scenario file, in YAML or in JSON, which is YAML as well. */
export function readScenarioFile(text: string): ScenarioReading {
  const document = parseDocument(text, { prettyErrors: false });
  const faults = document.errors.map(({ pos: [from, to], message }) => ({ from, to, field: "", message: say("not-yaml", { detail: message }) }));
  if (faults.length > 0) return { problems: faults };
  const read = readScenario(document.toJS());
  if ("value" in read) return { scenario: read.value };
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
