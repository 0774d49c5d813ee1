import { groupBy } from "../../api/groupBy.ts";
import { memoize } from "../../api/memoize.ts";
import { isSameWay, startsWith, type Steps } from "../../api/path.ts";
import { type Cause, fieldOf } from "../../api/cause.ts";
import { isObject } from "../../api/object.ts";
import { everyFieldOf } from "../../api/schema.ts";
import type { Shape } from "../../schemas/schema.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { schemaIn } from "../schema/schemaAt.ts";
import type { Document } from "../workspace/model.ts";
import { valueAt } from "../text/values.ts";

/** More causes are not filtered, since each is compared with all others. */
const mostWeighed = 1000;

/**
 * The causes without those that only follow from another: one mistake is one finding. A field that is missing because of a misspelt or misplaced field
 * is not reported, nor are fields that are missing in a value of a wrong type. Of a map with only unknown keys, only the first key is reported.
 */
export function withoutConsequences(all: readonly Cause[], { manifest, isBegun }: Document): readonly Cause[] {
  if (isBegun) return all.filter(({ type, path }) => type === "UnknownField" || manifest.keyAt(path.steps()) !== undefined);
  if (all.length > mostWeighed) return all;
  const lacksSelector = all.some(({ code }) => code === "selector-missing");
  const causes = all.filter((cause) => !isFilledIn(cause, all, manifest) && !(lacksSelector && cause.code === "selector-matches-template"));
  const unknown = causes.filter(({ type }) => type === "UnknownField");
  const misread = causes.filter(({ type }) => type === "WrongType").map(({ path }) => path.steps());
  if (unknown.length === 0 && misread.length === 0) return causes;
  const awaited = unknown.flatMap((cause) => awaitedAt(cause, manifest));
  const strange = strangeMaps(unknown, manifest);
  return causes.filter((cause) => {
    const { type, path, instead } = cause;
    const steps = path.steps();
    if (type === "UnknownField")
      return instead !== undefined || !strange.some(({ at, first }) => first !== cause && isSameWay(steps.slice(0, -1), at));
    if (type === "DuplicateField" || type === "WrongType") return true;
    if (misread.some((place) => startsWith(steps, place))) return false;
    const isAwaited = awaited.some((place) => concernsOf(cause).some((concern) => startsWith(concern, place)) && !isWritten(cause, manifest));
    return !isAwaited && !strange.some(({ at }) => isAbout(steps, at));
  });
}

/** Whether a refused value is not in the text, but copied from another refused value: the server fills a targetPort from a port. */
function isFilledIn({ type, path }: Cause, causes: readonly Cause[], manifest: Manifest): boolean {
  const steps = path.steps();
  if (type !== "FieldValueInvalid" || manifest.keyAt(steps) !== undefined) return false;
  return causes.some((other) => {
    const beside = other.path.steps();
    const isWrong = other.type === "FieldValueInvalid" || other.type === "WrongType";
    return isWrong && isSameWay(steps.slice(0, -1), beside.slice(0, -1)) && manifest.keyAt(beside) !== undefined;
  });
}

/** The outermost missing part of the manifest that a misspelt or misplaced field would fill. */
function awaitedAt(cause: Cause, manifest: Manifest): Steps[] {
  const intended = intendedPath(cause, manifest);
  const length = intended?.findIndex((_, i) => manifest.keyAt(intended.slice(0, i + 1)) === undefined && typeof intended[i] === "string") ?? -1;
  return intended && length >= 0 ? [intended.slice(0, length + 1)] : [];
}

/** The intended path of a field: with another name, or in another map below or above. */
function intendedPath({ path, instead }: Cause, { apiVersion = "", kind = "" }: Manifest): Steps | undefined {
  const holder = path.steps().slice(0, -1);
  if (instead !== undefined) return [...holder, instead];
  const name = String(path.steps().at(-1));
  const shapeAt = (steps: Steps): Shape | undefined => schemaIn(apiVersion, kind, steps)?.shape;
  const below = fieldBelow(shapeAt(holder), name);
  if (below) return [...holder, ...below];
  const above = holder.findLastIndex((_, i) => hasField(shapeAt(holder.slice(0, i)), name));
  return above < 0 ? undefined : [...holder.slice(0, above), name];
}

/** How deep below a map a misplaced field may belong. */
const deepest = 3;

/** The path to the nearest field of a name below a shape, through objects only. */
function fieldBelow(shape: Shape | undefined, name: string): readonly string[] | undefined {
  return shape && fieldsBelow(shape).get(name);
}

/** The paths to all fields below a shape, by name; the nearest of several. */
const fieldsBelow = memoize((shape: Shape): ReadonlyMap<string, readonly string[]> => {
  const ways = new Map<string, readonly string[]>();
  let level = [{ steps: [] as readonly string[], shape }];
  for (let depth = 0; depth <= deepest; depth++) {
    level = level.flatMap(({ steps, shape: of }) =>
      of.is === "object" ? [...everyFieldOf(of.type)].map(([step, field]) => ({ steps: [...steps, step], shape: field.shape })) : [],
    );
    for (const { steps } of level) if (!ways.has(steps.at(-1)!)) ways.set(steps.at(-1)!, steps);
  }
  return ways;
});

function hasField(shape: Shape | undefined, name: string): boolean {
  return shape?.is === "object" && everyFieldOf(shape.type).has(name);
}

/** The places that a cause is about: a selector and the labels that it should select are checked together. */
function concernsOf({ path, code }: Cause): Steps[] {
  return code === "selector-matches-template" ? [path.steps(), ["spec", "selector"]] : [path.steps()];
}

/** Whether the refused value is in the text. */
function isWritten(cause: Cause, manifest: Manifest): boolean {
  return cause.code !== "selector-matches-template" && fieldOf(cause) !== "" && manifest.keyAt(cause.path.steps()) !== undefined;
}

interface StrangeMap {
  readonly at: Steps;
  readonly first: Cause;
}

/** The maps in which every key is unknown, so they are meant as something else. */
function strangeMaps(unknown: readonly Cause[], { value }: Manifest): StrangeMap[] {
  const byMap = groupBy(unknown, ({ path }) => JSON.stringify(path.steps().slice(0, -1)));
  return [...byMap.values()].flatMap((causes) => {
    const at = causes[0]!.path.steps().slice(0, -1);
    const map = valueAt(value, at);
    const isMisspelt = causes.some(({ instead }) => instead !== undefined);
    return at.length > 0 && !isMisspelt && isObject(map) && Object.keys(map).length === causes.length ? [{ at, first: causes[0]! }] : [];
  });
}

/** Whether a path leads to a map, to an entry of it, or to the list whose item it is. */
function isAbout(path: Steps, map: Steps): boolean {
  return startsWith(path, map) || (typeof map.at(-1) === "number" && isSameWay(path, map.slice(0, -1)));
}
