import { decodeBase64 } from "../../api/base64.ts";
import { lastApplied } from "../../api/merge/lastApplied.ts";
import { isObject } from "../../api/object.ts";
import type { StoredObject } from "../core/objects.ts";
import type { Action, Trace } from "../rehearsal/trace.ts";

/** Shorter values occur in too many words to search for them in commands. */
const shortest = 4;

/** A trace without the values of its Secrets, so that it may leave the machine. Events and refusals stay unchanged, since the API server never prints such values in them. */
export function withoutSecrets(trace: Trace): Trace {
  const values = new Set<string>();
  const versions = trace.versions.map((version) => {
    if (version.object?.kind !== "Secret") return version;
    for (const value of valuesOf(version.object)) values.add(value);
    return { ...version, object: emptied(version.object) };
  });
  if (values.size === 0) return trace;
  const longestFirst = [...values].filter(({ length }) => length >= shortest).toSorted((a, b) => b.length - a.length);
  return { ...trace, versions, actions: trace.actions.map((action) => concealed(action, longestFirst)) };
}

const mask = "***";

/** The values of a Secret, encoded and decoded. */
function valuesOf(object: StoredObject): string[] {
  const { data } = object as StoredObject & { readonly data?: unknown };
  const stored = Object.values(isObject(data) ? data : {}).filter((value) => typeof value === "string");
  return stored.flatMap((value) => [value, textOf(decodeBase64(value))]);
}

/** Decoded bytes, if they are text. */
function textOf(bytes: string): string {
  try {
    return decodeURIComponent(bytes.replaceAll(/[^]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`));
  } catch {
    return bytes;
  }
}

function emptied(object: StoredObject): StoredObject {
  const { data, metadata, ...rest } = object as StoredObject & { readonly data?: Readonly<Record<string, unknown>> };
  const { [lastApplied]: _, ...annotations } = metadata.annotations ?? {};
  const kept = { ...metadata, ...(metadata.annotations && { annotations }) };
  const masked = isObject(data) && { data: Object.fromEntries(Object.keys(data).map((key) => [key, inBase64])) };
  return { ...rest, metadata: kept, ...masked };
}

/** The mask in base64. */
const inBase64 = "Kioq";

/** An action without secret values in its command, such as `kubectl create secret`. */
function concealed(action: Action, values: readonly string[]): Action {
  const { what } = action;
  if (what.is !== "ask" || !/\bsecrets?\b/i.test(what.command)) return action;
  return { ...action, what: { ...what, command: values.reduce((said, value) => said.replaceAll(value, mask), what.command) } };
}
