import { isObject, textOf } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import { nearest } from "../../api/cause.ts";
import type { Written } from "../text/written.ts";
import { templatePath } from "../workspace/podOf.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { addKey, type Edit, renameKey, setValue } from "./edits.ts";
import { candidate, objectAt, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** A selector that does not select its own pods: adds the labels to the template, or changes the selector to existing labels. */
export const labels: Repairer = function* (trouble) {
  const { cause, path, document } = trouble;
  if (cause?.code !== "selector-matches-template" && cause?.code !== "selector-empty") return;
  const { manifest } = document;
  const { root, kind } = objectAt(manifest, path);
  const selector = [...root, "spec", "selector", ...(kind === "ReplicationController" ? [] : ["matchLabels"])];
  const at = [...root, ...(templatePath(kind ?? "") ?? []), "metadata", "labels"];
  const held = valueIn(trouble, at);
  if (cause.code === "selector-empty") {
    const edits = isObject(held) ? written(trouble, selector, held as Written) : [];
    return yield* candidate(say("select-labels"), edits, true);
  }
  const asked = askedIn(valueIn(trouble, [...root, "spec", "selector"]), kind);
  if (!isObject(held)) return yield* candidate(say("add-labels", { labels: shown(Object.entries(asked)) }), written(trouble, at, asked), true);
  const missing = Object.entries(asked).filter(([key, value]) => held[key] !== value);
  for (const [key, value] of missing) {
    const near = nearest(
      key,
      Object.keys(held).filter((other) => held[other] === value && !(other in asked)),
    );
    if (near !== undefined) yield* candidate(say("rename-to", { name: key }), renameKey(manifest, [...at, near], key), true);
  }
  const edits = missing.flatMap(([key, value]) => (key in held ? setValue(manifest, [...at, key], value) : addKey(manifest, at, key, value)));
  yield* candidate(say("add-labels", { labels: shown(missing) }), edits, true);
  const same = Object.fromEntries(Object.entries(held).filter(([key]) => key in asked));
  yield* candidate(say("select-labels"), setValue(manifest, selector, (Object.keys(same).length > 0 ? same : held) as Written));
};

function shown(labels: readonly (readonly [string, unknown])[]): string {
  return labels.map(([key, value]) => `${key}: ${textOf(value)}`).join(", ");
}

/** The labels that a selector requires: matchLabels, and the first value of each expression with values. */
function askedIn(selector: unknown, kind: string | undefined): Readonly<Record<string, Written>> {
  if (!isObject(selector)) return {};
  if (kind === "ReplicationController") return selector as Record<string, Written>;
  const expressions: unknown[] = Array.isArray(selector["matchExpressions"]) ? selector["matchExpressions"] : [];
  const named = expressions.flatMap((one): [string, Written][] => {
    const [key, operator, value] = [valueAt(one, ["key"]), valueAt(one, ["operator"]), valueAt(one, ["values", 0])];
    if (typeof key !== "string") return [];
    if (operator === "In" && typeof value === "string") return [[key, value]];
    return operator === "Exists" ? [[key, "true"]] : [];
  });
  return { ...Object.fromEntries(named), ...(isObject(selector["matchLabels"]) && (selector["matchLabels"] as Record<string, Written>)) };
}

/** Writes a map at a path, with the missing maps on the way. */
function written({ document: { manifest } }: Trouble, path: Steps, value: Written): Edit[] {
  if (manifest.keyAt(path)) return setValue(manifest, path, value);
  const holder = path.slice(0, -1);
  const key = String(path.at(-1));
  if (isObject(valueAt(manifest.value, holder))) return addKey(manifest, holder, key, value);
  if (manifest.keyAt(holder)) return setValue(manifest, holder, { [key]: value });
  return addKey(manifest, holder.slice(0, -1), String(holder.at(-1)), { [key]: value });
}
