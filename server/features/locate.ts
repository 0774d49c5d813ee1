import type { Steps } from "../../api/path.ts";
import { stepsOfField } from "../../api/fieldSteps.ts";
import type { Span } from "../syntax/tree.ts";
import { stepsOf, trailAt } from "../text/trail.ts";
import { type FileModel, documentAt } from "../workspace/model.ts";

/** An object of a file, and one of its fields as the API server prints it. */
export interface FieldPlace {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
}

/** Where a field is in a file. For a field that is not written it is the nearest written ancestor. */
export function locateField({ documents }: FileModel, { kind, namespace, name, field }: FieldPlace): Span | undefined {
  const found = documents.find(
    ({ document: { self } }) =>
      self.kind === kind && self.name === name && (self.namespace === namespace || self.namespace === "" || namespace === ""),
  );
  if (!found) return undefined;
  const { from, to } = found.document.manifest.spanAt(stepsOfField(field), true);
  return { from: from + found.from, to: to + found.from };
}

/** The object and field at an offset of a file. */
export function fieldAt(file: FileModel, offset: number): FieldPlace | undefined {
  const placed = documentAt(file, offset);
  if (!placed || placed.document.recognition !== "manifest") return undefined;
  const trail = trailAt(placed.document.manifest.syntax, offset - placed.from);
  const { kind, namespace, name } = placed.document.self;
  return trail && { kind, namespace, name, field: printed(stepsOf(trail)) };
}

function printed(steps: Steps): string {
  return steps.reduce<string>(
    (field, step) =>
      typeof step === "number" ? `${field}[${step}]` : /[./]/.test(step) ? `${field}[${step}]` : `${field}${field === "" ? "" : "."}${step}`,
    "",
  );
}
