import { chartOf, keysBelow, typedAt, valuesOf } from "../../helm/values.ts";
import { isObject } from "../../../api/object.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import type { Proposal } from "./proposal.ts";

/** The values of the chart that can follow `.Values.` in a template, with what they are by default. Offsets count from the start of the file. */
export function chartValues(
  { file, tree }: Snapshot,
  offset: number,
): { readonly from: number; readonly proposals: readonly Proposal[] } | undefined {
  const typed = typedAt(file.syntax.text, offset);
  const chart = typed && chartOf(file.uri, tree);
  const values = chart === undefined ? undefined : valuesOf(chart, tree);
  if (!typed || !values) return undefined;
  const proposals = keysBelow(values, typed.path).map(({ name, value }): Proposal => ({
    label: name,
    is: "field",
    detail: shortly(value),
    snippet: name,
  }));
  return { from: offset - typed.typed.length, proposals };
}

/** A value in a few letters. */
export function shortly(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "[…]";
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : "{…}";
  return JSON.stringify(value) ?? "null";
}
