import { Causes } from "../../api/cause.ts";
import { decodeObject } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";
import { inStorageVersion } from "../../api/storageVersion.ts";
import { decodingFault, unknownFields, wrongType } from "../../engine/plane/apiServer/decodingWords.ts";
import type { Plain } from "../core/plain.ts";
import type { Resource } from "../core/resources.ts";

/** An object as the server reads it, or what it says of one that it cannot read. */
export type Decoded = { readonly object: Plain } | { readonly fault: string };

/** Reads an object as the server does; unless it is strict, it passes over fields that it does not know. */
export function decodedBy({ kind, type, version }: Resource, object: Plain, isStrict: boolean): Decoded {
  const given = String(object["kind"]);
  if (given !== kind) {
    const why = `no kind ${JSON.stringify(given)} is registered for version ${JSON.stringify(object["apiVersion"])} in scheme "pkg/runtime/scheme.go:111"`;
    return { fault: `${given} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}` };
  }
  if (type === undefined) return { object };
  const causes = new Causes();
  const read = decodeObject(object, type, Path.root, causes) as Plain;
  const fault = decodingFault(causes.list, object, kind, version, type, isStrict);
  return fault === undefined ? { object: inStorageVersion(read) } : { fault };
}

/** What is wrong with the types of an object's metadata, which kubectl reads by itself. */
export function metadataFault(object: Plain): string | undefined {
  const causes = new Causes();
  decodeObject({ metadata: object["metadata"] ?? {} }, "Pod", Path.root, causes);
  const wrong = causes.list.find((cause) => cause.type === "WrongType");
  return wrong && wrongType(wrong, object, "Pod");
}

/** What the server warns of where it passes over fields that it does not know. */
export function passedOver({ kind, type }: Resource, object: Plain): readonly string[] {
  if (type === undefined || kind !== object["kind"]) return [];
  const causes = new Causes();
  decodeObject(object, type, Path.root, causes);
  return unknownFields(causes.list);
}
