import { isObject } from "../../../api/object.ts";
/** The most pods that the page can show and hold in memory. */
const mostPods = 20_000;

/** A number that was reduced for the picture. */
export interface Cut {
  readonly name: string;
  readonly field: string;
  readonly asked: number;
  readonly kept: number;
}

/** The objects with sizes that the page can show, and what that left out. Objects come from a person's text: nothing is taken for granted. */
export function manageable(objects: readonly unknown[]): { readonly objects: readonly unknown[]; readonly cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  let room = mostPods;
  const fitted = objects.map((object) => {
    if (!isObject(object) || !isObject(object["spec"])) return object;
    const { spec, metadata } = object;
    const field = ["replicas", "parallelism"].find((name) => typeof spec[name] === "number");
    if (field === undefined) return object;
    const asked = Number(spec[field]);
    const kept = Math.min(asked, room);
    room -= Math.max(0, kept);
    if (kept === asked) return object;
    cuts.push({ name: isObject(metadata) ? String(metadata["name"]) : "", field: `spec.${field}`, asked, kept });
    return { ...object, spec: { ...spec, [field]: kept } };
  });
  return { objects: fitted, cuts };
}
