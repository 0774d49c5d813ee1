import { isObject } from "../../api/object.ts";
import { sampleOf, sampleOfField } from "../schema/sampleOf.ts";
import { schemaIn } from "../schema/schemaAt.ts";
import { say } from "../words/say.ts";
import { remove, setValue } from "./edits.ts";
import { candidate, lastOf, objectAt, plain, removal, type Repairer, shortened, valueIn } from "./repair.ts";

/** The last resort: a usual value of the field, or its removal. */
export const unneeded: Repairer = function* (trouble) {
  const {
    cause,
    path,
    document: { manifest },
    finding,
  } = trouble;
  if (finding.code === "hpa-fixed-replicas") yield* candidate(say("remove", { key: "replicas" }), remove(manifest, path), true);
  if (!cause || path.length === 0) return;
  const isThere = manifest.keyAt(path) !== undefined || manifest.nodeAt(path) !== undefined;
  if (isThere && cause.type !== "UnknownField" && cause.type !== "FieldValueForbidden" && cause.type !== "DuplicateField") {
    const value = valueIn(trouble, path);
    if (typeof value === "number" && value < 0) yield* candidate(say("change-to", { value: String(-value) }), setValue(manifest, path, -value));
    const { root, apiVersion, kind } = objectAt(manifest, path);
    const place = schemaIn(apiVersion ?? "", kind ?? "", path.slice(root.length));
    const usual =
      place?.owner && place.name !== undefined && place.name === path.at(-1)
        ? sampleOfField(place.owner, place.name, place.shape)
        : place && sampleOf(place.shape);
    if (usual !== undefined && !isObject(usual) && !Array.isArray(usual))
      yield* candidate(say("change-to", { value: plain(usual) }), setValue(manifest, path, usual));
    else if (
      usual !== undefined &&
      !JSON.stringify(usual).includes('""') &&
      (cause.type === "WrongType" || (cause.type === "FieldValueRequired" && !isObject(value)))
    )
      yield* removal(say("set-to", { key: lastOf(path), value: shortened(usual) }), setValue(manifest, path, usual));
  }
  for (let depth = path.length; depth >= Math.max(2, path.length - 2); depth--) {
    const at = path.slice(0, depth);
    const step = at.at(-1)!;
    if (manifest.keyAt(at) ?? manifest.nodeAt(at))
      yield* removal(typeof step === "number" ? say("remove-item", { index: step + 1 }) : say("remove", { key: step }), remove(manifest, at));
  }
  if (path.length === 1 && cause.type === "UnknownField") yield* removal(say("remove", { key: String(path[0]) }), remove(manifest, path));
};
