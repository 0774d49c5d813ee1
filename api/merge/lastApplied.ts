import { isObject } from "../object.ts";
import type { Map } from "./map.ts";

/** The annotation in which `kubectl apply` keeps the manifest, so that the next apply knows which fields were removed. */
export const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** The manifest that was applied last, if one was. */
export function lastAppliedOf(live: Map): Map | undefined {
  const { annotations } = metadataOf(live);
  const text = isObject(annotations) ? annotations[lastApplied] : undefined;
  if (typeof text !== "string") return undefined;
  try {
    const manifest: unknown = JSON.parse(text);
    return isObject(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** A manifest with itself in its annotation. */
export function annotated(manifest: Map): Map {
  const metadata = metadataOf(manifest);
  const { [lastApplied]: _, ...annotations } = isObject(metadata["annotations"]) ? metadata["annotations"] : {};
  const plain = { ...manifest, metadata: { ...metadata, annotations } };
  return { ...manifest, metadata: { ...metadata, annotations: { ...annotations, [lastApplied]: `${inGo(plain)}\n` } } };
}

function metadataOf({ metadata }: Map): Map {
  return isObject(metadata) ? metadata : {};
}

/** JSON as Go writes it: sorted names, and escaped HTML characters. */
function inGo(value: unknown): string {
  return JSON.stringify(sorted(value)).replaceAll(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
