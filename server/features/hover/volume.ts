import type { Steps } from "../../../api/path.ts";
import { isObject } from "../../../api/object.ts";
import { valueAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type ServerPart, say } from "../../words/say.ts";
import { listed, strung } from "../../../api/words/sentence.ts";

/** The volume that a mount names, and its content as far as the workspace defines it. */
export function describeVolume({ catalog }: Snapshot, document: Document, steps: Steps, name: string): ServerPart[] {
  const { value } = document.manifest;
  const pod = steps.slice(
    0,
    steps.findIndex((step) => step === "containers" || step === "initContainers"),
  );
  const volumes = valueAt(value, [...pod, "volumes"]);
  const volume = Array.isArray(volumes) ? volumes.find((one) => isObject(one) && one["name"] === name) : undefined;
  const [source, held] = isObject(volume) ? (Object.entries(volume).find(([key]) => key !== "name") ?? []) : [];
  if (source === undefined || !isObject(held)) return claimOf(value, name);
  if (source === "emptyDir") return [say("volume-of", { name: `\`${name}\``, source: say("volume-empty") })];
  const target = targets[source];
  const of = target && held[target.field];
  if (target === undefined || typeof of !== "string") return [say("volume-of", { name: `\`${name}\``, source: `\`${source}\`` })];
  const [found] = catalog.find(target.kind, document.self.namespace, of);
  const keys = ["data", "stringData", "binaryData"].flatMap((field) => Object.keys(mapAt(found?.document.manifest.value, field)));
  const known = keys.length > 0 ? [say("volume-keys", { keys: listed(keys.slice(0, 8).map((key) => `\`${key}\``)) })] : [];
  return [strung([say("volume-of", { name: `\`${name}\``, source: say("volume-source", { source: target.kind, name: `\`${of}\`` }) }), ...known])];
}

/** The kinds that volumes refer to, and the fields for them. */
const targets: Readonly<Record<string, { readonly kind: string; readonly field: string }>> = {
  configMap: { kind: "ConfigMap", field: "name" },
  secret: { kind: "Secret", field: "secretName" },
  persistentVolumeClaim: { kind: "PersistentVolumeClaim", field: "claimName" },
};

function mapAt(value: unknown, field: string): Readonly<Record<string, unknown>> {
  const held = valueAt(value, [field]);
  return isObject(held) ? held : {};
}

/** A volume that a StatefulSet creates for each pod. */
function claimOf(value: unknown, name: string): ServerPart[] {
  const templates = valueAt(value, ["spec", "volumeClaimTemplates"]);
  const isClaim = Array.isArray(templates) && templates.some((one) => valueAt(one, ["metadata", "name"]) === name);
  return isClaim ? [say("volume-of", { name: `\`${name}\``, source: `\`volumeClaimTemplates\`` })] : [];
}
