import { nowhereIn } from "../../api/surroundings.ts";
import type { Version } from "../../api/version.ts";
import type { Node } from "../syntax/tree.ts";
import { locate } from "../manifest/locate.ts";
import { valueAt } from "../text/values.ts";
import type { Document } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** A hint at the end of a line: what the server will add there. */
export interface InlayHint {
  readonly at: number;
  readonly text: string;
  readonly tooltip: ServerSentence;
}

interface Noted {
  /** The block of the hint, as steps with `*` for every item of a list. */
  readonly under: readonly string[];
  readonly field: string;
}

const pods = ["spec.template.spec", "spec.jobTemplate.spec.template.spec", "spec"];

/** Defaults that change how a workload behaves and that people forget. */
const noted: readonly Noted[] = [
  ...["replicas", "strategy", "updateStrategy", "podManagementPolicy", "completions", "parallelism", "backoffLimit", "concurrencyPolicy", "type"].map(
    (field) => ({ under: ["spec"], field }),
  ),
  ...["completions", "parallelism", "backoffLimit"].map((field) => ({ under: ["spec", "jobTemplate", "spec"], field })),
  ...pods.flatMap((pod) => ["restartPolicy", "terminationGracePeriodSeconds"].map((field) => ({ under: pod.split("."), field }))),
  ...pods.flatMap((pod) => ["imagePullPolicy"].map((field) => ({ under: [...pod.split("."), "containers", "*"], field }))),
  ...pods.flatMap((pod) =>
    ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) =>
      ["periodSeconds", "timeoutSeconds", "failureThreshold"].map((field) => ({ under: [...pod.split("."), "containers", "*", probe], field })),
    ),
  ),
];

/** Important defaults that are not written, at the end of the line that opens their block. One hint per line. */
export function inlayHints({ file, settings, version }: Snapshot, from: number, to: number): InlayHint[] {
  if (!settings.inlayHints) return [];
  return file.documents
    .filter((placed) => placed.from <= to && placed.to >= from && placed.document.recognition === "manifest")
    .flatMap(({ from: base, document }) => notesOf(document, version).map((hint) => ({ ...hint, at: hint.at + base })))
    .filter(({ at }) => from <= at && at <= to);
}

function notesOf(document: Document, version: Version): InlayHint[] {
  const { manifest, lines } = document;
  if (manifest.syntax.problems.length > 0) return [];
  const stored = manifest.admit(nowhereIn[version]).object;
  const byBlock = new Map<number, string[]>();
  for (const { under, field } of noted) {
    for (const steps of expanded(under, manifest.value)) {
      const { node, pair } = locate(manifest.syntax.root, steps);
      const block = blockOf(node);
      const added = valueAt(stored, [...steps, field]);
      if (!block || added === undefined || valueAt(manifest.value, [...steps, field]) !== undefined) continue;
      const line = lines.lineAt((pair?.key ?? block).from);
      byBlock.set(line, [...(byBlock.get(line) ?? []), `${field}: ${brief(added)}`]);
    }
  }
  return [...byBlock].map(([line, notes]) => ({ at: lines.endOf(line), text: notes.join(", "), tooltip: say("server-defaults") }));
}

/** Hints are shown only in block style, where there is room for them. */
function blockOf(node: Node | undefined): Node | undefined {
  return node?.is === "mapping" && node.style === "block" ? node : undefined;
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

/** `RollingUpdate (25%, 25%)` for a strategy, else the value itself. */
function brief(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { type, rollingUpdate } = value as { type?: unknown; rollingUpdate?: object };
  const numbers = rollingUpdate ? Object.entries(rollingUpdate).map(([name, number]) => `${name} ${String(number)}`) : [];
  return numbers.length > 0 ? `${String(type)} (${numbers.join(", ")})` : String(type);
}
