import { isObject } from "../../api/object.ts";
import { type FieldChange, withFieldChange } from "../../engine/core/fieldChange.ts";
import { stepsOfField } from "../../api/fieldSteps.ts";
import { Lines } from "../text/lines.ts";
import type { FileModel } from "../workspace/model.ts";
import { changesBetween } from "./changesBetween.ts";
import { type Edit, withEdits } from "./edits.ts";

/** The object whose fields get other values. */
export interface ChangedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A change of a file: its edits, and the lines around them before and after. */
export interface Proposal {
  readonly edits: readonly Edit[];
  /** The first of the lines, counted from 0. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** How many lines around a change are shown. */
const around = 3;

/** The edits that give fields of an object other values; nothing if the file lacks the object or already has the values. */
export function proposalFor(file: FileModel, { kind, namespace, name }: ChangedObject, changes: readonly FieldChange[]): Proposal | undefined {
  const placed = file.documents.find(
    ({ document: { self } }) =>
      self.kind === kind && self.name === name && (self.namespace === namespace || self.namespace === "" || namespace === ""),
  );
  const manifest = placed?.document.manifest;
  if (!placed || !manifest || !isObject(manifest.value)) return undefined;
  const next = changes.reduce<unknown>((value, change) => withFieldChange(value, stepsOfField(change.field), change), manifest.value);
  const edits = changesBetween(manifest, manifest.value, next).map(({ from, to, text }) => ({
    from: from + placed.from,
    to: to + placed.from,
    text,
  }));
  if (edits.length === 0) return undefined;
  return { edits, ...linesAround(file.syntax.text, edits) };
}

function linesAround(text: string, edits: readonly Edit[]): Pick<Proposal, "line" | "before" | "after"> {
  const lines = new Lines(text);
  const all = text.split("\n");
  const first = Math.max(0, lines.lineAt(Math.min(...edits.map(({ from }) => from))) - around);
  const last = Math.min(all.length, lines.lineAt(Math.max(...edits.map(({ to }) => to))) + 1 + around);
  const changed = withEdits(text, edits).split("\n");
  return {
    line: first,
    before: all.slice(first, last).join("\n"),
    after: changed.slice(first, last + changed.length - all.length).join("\n"),
  };
}
