import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { addKey, remove, setValue } from "./edits.ts";
import { candidate, type Repairer } from "./repair.ts";

/** Plain text in a Secret's `data`: encodes it, or moves it to `stringData`. */
export const secretData: Repairer = function* ({ path, cause, document: { manifest } }) {
  const key = path.at(-1);
  const value = valueAt(manifest.value, path);
  if (cause?.type !== "WrongType" || path.at(-2) !== "data" || manifest.kind !== "Secret" || typeof key !== "string") return;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return;
  if (cause.message.code === "cut-base64" && String(value).startsWith(pem)) return;
  const bytes = new TextEncoder().encode(String(value));
  yield* candidate(say("encode", { key }), setValue(manifest, path, btoa(String.fromCharCode(...bytes))), true);
  const holder = path.slice(0, -2);
  yield* candidate(say("move-to-string-data", { key }), [
    ...remove(manifest, path),
    ...addKey(manifest, [...holder, "stringData"], key, String(value)),
    ...(manifest.keyAt([...holder, "stringData"]) ? [] : addKey(manifest, holder, "stringData", { [key]: String(value) })),
  ]);
};

/** How a certificate or a key begins in base64: it was encoded and then cut off. */
const pem = "LS0tLS1CRUdJTi";
