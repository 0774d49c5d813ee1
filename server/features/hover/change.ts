import { startsWith, type Steps } from "../../../api/path.ts";
import { admit } from "../../../api/admit/admit.ts";
import { admitUpdate } from "../../../api/admit/admitUpdate.ts";
import { type Cause, fieldOf } from "../../../api/cause.ts";
import { isObject } from "../../../api/object.ts";
import { nowhereIn } from "../../../api/surroundings.ts";
import type { Version } from "../../../api/version.ts";
import type { Shape } from "../../../schemas/schema.ts";
import { schemaIn } from "../../schema/schemaAt.ts";
import { putAt, valueAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import { type ServerSentence, say } from "../../words/say.ts";

/** Which part of a field can't be changed later, found by trying updates of its values; nothing if all of it can be changed, or if no other valid value is found. */
export function changeFact({ manifest, self }: Document, steps: Steps, version: Version): ServerSentence | undefined {
  const surroundings = nowhereIn[version];
  if (manifest.admit(surroundings).refusedAt !== undefined) return undefined;
  /** Whether a single value can be changed, tried with the first other value that is valid by itself. */
  const canChange = (leaf: Steps): boolean | undefined => {
    for (const other of others(valueAt(manifest.value, leaf), schemaIn(self.apiVersion, self.kind, leaf)?.shape)) {
      const next = putAt(manifest.value, leaf, other);
      const anyway = admit(next, undefined, surroundings).causes;
      if (anyway.some((cause) => isAbout(cause, leaf))) continue;
      const known = new Set(anyway.map(fieldOf));
      return admitUpdate(next, manifest.value, surroundings).causes.every((cause) => known.has(fieldOf(cause)));
    }
    return undefined;
  };
  const results = leavesOf(valueAt(manifest.value, steps), steps)
    .slice(0, mostLeaves)
    .flatMap((leaf) => canChange(leaf) ?? []);
  return results.every(Boolean) ? undefined : say(results.some(Boolean) ? "partly-changeable" : "stays");
}

/** Enough to tell whether all, some or none of a map's parts can be changed. */
const mostLeaves = 5;

/** The scalars in a value. */
function leavesOf(value: unknown, at: Steps): Steps[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, i) => leavesOf(item, [...at, i]));
  return isObject(value) ? Object.entries(value).flatMap(([key, held]) => leavesOf(held, [...at, key])) : [at];
}

/** Other values of the same kind. */
function others(value: unknown, shape: Shape | undefined): unknown[] {
  if (typeof value === "number") return [value + 1, ...(value > 1 ? [value - 1] : [])];
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string") return [];
  const words = shape?.is === "string" ? (shape.oneOf?.filter((word) => word !== "" && word !== value) ?? []) : [];
  if (words.length > 0) return words.slice(0, 1);
  const isCount = (shape?.is === "quantity" || shape?.is === "intOrString") && /\d/.test(value);
  return isCount ? [1, -1].map((more) => value.replace(/\d+/, (count) => String(Number(count) + more))) : [`${value}x`];
}

/** A value that is refused by itself says nothing about updates. */
function isAbout({ path }: Cause, leaf: Steps): boolean {
  const steps = path.steps();
  return steps.length > 1 && startsWith(leaf, steps);
}
