import { say } from "../words/say.ts";
import { addKey, setValue } from "./edits.ts";
import type { Written } from "../text/written.ts";
import { candidate, type Repairer, valueIn } from "./repair.ts";

/** A mount of a missing volume: uses an existing volume, or adds one. */
export const volumes: Repairer = function* (trouble) {
  const {
    cause,
    path,
    document: { manifest },
  } = trouble;
  const name = valueIn(trouble, path);
  if (cause?.code !== "unknown-volume" || typeof name !== "string") return;
  const pod = path.slice(
    0,
    path.findLastIndex((step) => step === "containers" || step === "initContainers"),
  );
  const held = valueIn(trouble, [...pod, "volumes"]);
  const volume: Written = { name, emptyDir: {} };
  const known = Array.isArray(held) ? held.flatMap((one: { name?: unknown } | null) => (typeof one?.name === "string" ? [one.name] : [])) : [];
  const nameless = Array.isArray(held) ? held.findIndex((one: { name?: unknown } | null) => one === null || typeof one.name !== "string") : -1;
  if (nameless >= 0) {
    const at = [...pod, "volumes", nameless];
    const edits = manifest.keyAt([...at, "name"]) ? setValue(manifest, [...at, "name"], name) : addKey(manifest, at, "name", name);
    yield* candidate(say("name-volume", { index: nameless + 1, name }), edits, true);
  }
  for (const other of known) yield* candidate(say("change-to", { value: other }), setValue(manifest, path, other));
  if (known.length === 0 && !manifest.keyAt([...pod, "volumes"]))
    yield* candidate(say("add-volume", { name }), addKey(manifest, pod, "volumes", [volume]));
};
