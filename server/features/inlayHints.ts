import { textOf } from "../../api/object.ts";
import { nowhereIn } from "../../api/surroundings.ts";
import type { Version } from "../../api/version.ts";
import type { Mapping, Node } from "../syntax/tree.ts";
import { locate } from "../manifest/locate.ts";
import { keyText } from "../manifest/mapKey.ts";
import { valueAt } from "../text/values.ts";
import { entries, layoutOf } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import type { Document } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** A hint at the end of a line: what the server will add there. */
export interface InlayHint {
  readonly at: number;
  /** Short enough that no editor cuts it. */
  readonly text: string;
  /** All that is added, as YAML. */
  readonly yaml: string;
  /** The edit that writes it into the file. */
  readonly edit: { readonly at: number; readonly text: string };
}

interface Noted {
  /** The block of the hint, as steps with `*` for every item of a list. */
  readonly under: readonly string[];
  readonly field: string;
  /** The field of the block behind which it stands; without it the hint stands behind the block's own key. */
  readonly behind?: string;
}

/** VS Code cuts longer hints. */
const longest = 43;

const pods = ["spec.template.spec", "spec.jobTemplate.spec.template.spec", "spec"];

/** Defaults that change how a workload behaves and that people forget. */
const noted: readonly Noted[] = [
  ...["replicas", "strategy", "updateStrategy", "podManagementPolicy", "completions", "parallelism", "backoffLimit", "concurrencyPolicy", "type"].map(
    (field) => ({ under: ["spec"], field }),
  ),
  ...["completions", "parallelism", "backoffLimit"].map((field) => ({ under: ["spec", "jobTemplate", "spec"], field })),
  ...pods.flatMap((pod) => ["restartPolicy", "terminationGracePeriodSeconds"].map((field) => ({ under: pod.split("."), field }))),
  ...pods.flatMap((pod) => [{ under: [...pod.split("."), "containers", "*"], field: "imagePullPolicy", behind: "image" }]),
  ...pods.flatMap((pod) =>
    ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) =>
      ["periodSeconds", "failureThreshold", "timeoutSeconds"].map((field) => ({ under: [...pod.split("."), "containers", "*", probe], field })),
    ),
  ),
];

/** Important defaults that are not written, at the end of the line that they belong to. One hint per line. */
export function inlayHints({ file, settings, version }: Snapshot, from: number, to: number): InlayHint[] {
  if (!settings.inlayHints) return [];
  return file.documents
    .filter((placed) => placed.from <= to && placed.to >= from && placed.document.recognition === "manifest")
    .flatMap(({ from: base, document }) =>
      notesOf(document, version).map((hint) => ({ ...hint, at: hint.at + base, edit: { ...hint.edit, at: hint.edit.at + base } })),
    )
    .filter(({ at }) => from <= at && at <= to);
}

function notesOf(document: Document, version: Version): InlayHint[] {
  const { manifest, lines } = document;
  if (manifest.syntax.problems.length > 0) return [];
  const stored = manifest.admit(nowhereIn[version]).object;
  const places = new Map<number, Place>();
  for (const { under, field, behind } of noted) {
    for (const steps of expanded(under, manifest.value)) {
      const { node, pair } = locate(manifest.syntax.root, steps);
      const block = blockOf(node);
      const added = valueAt(stored, [...steps, field]);
      if (!block || added === undefined || valueAt(manifest.value, [...steps, field]) !== undefined) continue;
      const anchor = behind === undefined ? (pair?.key ?? block) : block.pairs.find(({ key }) => keyText(key) === behind)?.key;
      if (!anchor) continue;
      const line = lines.lineAt(anchor.from);
      const first = block.pairs[0]!;
      const column = first.from - lines.startOf(lines.lineAt(first.from));
      const place = places.get(line) ?? { column, values: {} };
      places.set(line, { column, values: { ...place.values, [field]: added } });
    }
  }
  return [...places].map(([line, place]) => hintAt(line, place, document));
}

/** What is added behind a line, at the column of its block. */
interface Place {
  readonly column: number;
  readonly values: Readonly<Record<string, unknown>>;
}

function hintAt(line: number, { column, values }: Place, { lines, text }: Document): InlayHint {
  const written = (at: number): string => entries(values as Written, at, layoutOf(text, at, "block"));
  const end = lines.endOf(line);
  return { at: end, text: shortened(Object.entries(values)), yaml: written(0), edit: { at: end, text: `\n${written(column)}` } };
}

/** As many fields as fit, then dots for the rest. */
function shortened(values: readonly (readonly [string, unknown])[]): string {
  const texts = values.map(([field, value]) => `${field}: ${brief(value)}`);
  for (let count = texts.length; count > 1; count--) {
    const text = [...texts.slice(0, count), ...(count < texts.length ? ["…"] : [])].join(", ");
    if (text.length <= longest) return text;
  }
  const first = texts[0]! + (texts.length > 1 ? ", …" : "");
  return first.length <= longest ? first : `${first.slice(0, longest - 1)}…`;
}

/** Hints are shown only in block style, where there is room for them. */
function blockOf(node: Node | undefined): Mapping | undefined {
  return node?.is === "mapping" && node.style === "block" && node.pairs.length > 0 ? node : undefined;
}

function expanded(under: readonly string[], value: unknown): (string | number)[][] {
  return under.reduce<(string | number)[][]>(
    (paths, step) =>
      paths.flatMap((path) => {
        if (step !== "*") return [[...path, step]];
        const list = valueAt(value, path);
        return Array.isArray(list) ? list.map((_, i) => [...path, i]) : [];
      }),
    [[]],
  );
}

/** The type of a strategy, else the value itself. */
function brief(value: unknown): string {
  return typeof value === "object" && value !== null ? textOf((value as { type?: unknown }).type) : String(value);
}
