import type { Steps } from "../../api/path.ts";
import { isObject, textOf } from "../../api/object.ts";
import { versionsOf } from "../../api/schema.ts";
import { schemaIn } from "../schema/schemaAt.ts";
import { sampleOf, sampleOfField } from "../schema/sampleOf.ts";
import { valueAt } from "../text/values.ts";
import type { Written } from "../text/written.ts";
import { templatePath } from "../workspace/podOf.ts";
import { say } from "../words/say.ts";
import { addKey, setValue } from "./edits.ts";
import { type Candidate, candidate, lastOf, objectAt, type Repairer, shortened, type Trouble, valueIn } from "./repair.ts";

/** A missing required field: adds a value from elsewhere in the object, or a usual value. */
export const required: Repairer = function* (trouble) {
  const { cause, path } = trouble;
  if (cause?.type !== "FieldValueRequired" && !isAbsent(trouble)) return yield* parts(trouble);
  if (path.length === 0) return;
  const known = knownValue(trouble);
  if (known !== undefined) yield* written(trouble, path, known, true);
  for (const word of wordsBeside(trouble)) yield* written(trouble, path, word, false);
  const usual = usualValue(trouble);
  if (usual !== undefined) yield* written(trouble, path, usual, false);
  yield* secretKeys(trouble);
  for (const word of cause?.allowed ?? []) yield* written(trouble, path, word, false);
  yield* parts(trouble);
};

/** Whether the refused field is absent. Labels that the server adds are no candidates. */
function isAbsent({ cause, path, document: { manifest } }: Trouble): boolean {
  return cause !== undefined && cause.type !== "UnknownField" && path.at(-2) !== "labels" && !manifest.keyAt(path) && !manifest.nodeAt(path);
}

/** Writes a value at a path, with the maps that are missing on the way. */
export function written(trouble: Trouble, path: Steps, value: Written, isSure: boolean): Candidate[] {
  const { manifest } = trouble.document;
  const held = valueIn(trouble, path);
  if (isObject(held) && Object.keys(held).length > 0) return [];
  if (manifest.keyAt(path) ?? manifest.nodeAt(path))
    return candidate(say("set-to", { key: lastOf(path), value: shortened(value) }), setValue(manifest, path, value), isSure);
  let depth = path.length - 1;
  while (depth > 0 && !manifest.keyAt(path.slice(0, depth)) && !manifest.nodeAt(path.slice(0, depth))) depth--;
  const missing = path.slice(depth + 1);
  const nested = missing.reduceRight<Written>((held, step) => (typeof step === "number" ? [held] : { [step]: held }), value);
  const key = path[depth];
  if (typeof key !== "string") return [];
  return candidate(
    say("add", { key: `${path.slice(depth).join(".")}: ${shortened(value)}` }),
    addKey(manifest, path.slice(0, depth), key, nested),
    isSure,
  );
}

/** A value that follows from the rest of the object. */
function knownValue(trouble: Trouble): Written {
  const { instead, path, document, cause } = trouble;
  if (instead !== undefined) return instead;
  if (cause?.allowed?.length === 1) return cause.allowed[0];
  const { manifest } = document;
  const { root } = objectAt(manifest, path);
  const own = path.slice(root.length);
  if (own.at(-1) === "apiVersion") {
    const served = versionsOf(textOf(valueAt(manifest.value, [...path.slice(0, -1), "kind"])));
    return served.length > 0 ? served.at(-1)!.apiVersion : undefined;
  }
  if (own.at(-1) === "containerPort") {
    const hostPort = valueIn(trouble, [...path.slice(0, -1), "hostPort"]);
    if (typeof hostPort === "number") return hostPort;
  }
  return mountedIn(trouble) ?? labelsFor(valueAt(manifest.value, root), own);
}

/** The name of a mounted volume that is missing, or of a volume that is not mounted. */
function mountedIn(trouble: Trouble): string | undefined {
  const { path } = trouble;
  const list = path.at(-3);
  if (path.at(-1) !== "name" || (list !== "volumes" && list !== "volumeMounts")) return undefined;
  const pod = path.slice(
    0,
    path.findLastIndex((step) => step === "containers" || step === "initContainers" || step === "volumes"),
  );
  const namesIn = (at: Steps): string[] => {
    const items = valueIn(trouble, at);
    return Array.isArray(items) ? items.flatMap((one: unknown) => (isObject(one) && typeof one["name"] === "string" ? [one["name"]] : [])) : [];
  };
  const containers = valueIn(trouble, [...pod, "containers"]);
  const mounted = (Array.isArray(containers) ? containers : []).flatMap((_, i) => namesIn([...pod, "containers", i, "volumeMounts"]));
  const volumes = namesIn([...pod, "volumes"]);
  if (list === "volumes") return mounted.find((name) => !volumes.includes(name));
  return volumes.find((name) => !mounted.includes(name)) ?? volumes[0];
}

/** The possible values of `type`, by the fields beside it: `rollingUpdate`, `averageUtilization`. */
function wordsBeside(trouble: Trouble): string[] {
  const { path } = trouble;
  const beside = valueIn(trouble, path.slice(0, -1));
  if (path.at(-1) !== "type" || !isObject(beside)) return [];
  return Object.keys(beside)
    .filter((key) => key !== "type")
    .flatMap((key) => [key[0]!.toUpperCase() + key.slice(1), /[A-Z]?[a-z]+$/.exec(key)?.[0] ?? key]);
}

/** The labels that a selector and its template must share. */
function labelsFor(object: unknown, path: Steps): Written {
  if (!isObject(object)) return undefined;
  const kind = textOf(object["kind"]);
  const template = templatePath(kind);
  if (!template || template.length === 0) return undefined;
  const field = path.join(".");
  const labels = valueAt(object, [...template, "metadata", "labels"]);
  const asked = valueAt(object, kind === "ReplicationController" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"]);
  if (field === "spec.selector" && isObject(labels)) return (kind === "ReplicationController" ? labels : { matchLabels: labels }) as Written;
  if (field === `${template.join(".")}.metadata.labels` && isObject(asked)) return asked as Written;
  return undefined;
}

/** The required keys of a Secret's type, as plain text. */
function* secretKeys(trouble: Trouble): Iterable<Candidate> {
  const { cause, path } = trouble;
  const key = String(path.at(-1));
  if (cause?.code !== "secret-needs-key") return;
  if (path[0] === "metadata") yield* written(trouble, path, "default", false);
  else yield* written(trouble, ["stringData", key], key.startsWith(".docker") ? '{"auths": {}}' : "replace-me", false);
}

/** A usual value of the field. */
function usualValue({ path, document: { manifest } }: Trouble): Written {
  const { root, apiVersion, kind } = objectAt(manifest, path);
  const own = path.slice(root.length);
  const place = schemaIn(apiVersion ?? "", kind ?? "", own);
  if (!place?.owner || place.name === undefined) return undefined;
  if (own.at(-1) !== place.name) return sampleOf(place.shape);
  const whole = sampleOf({ is: "object", type: place.owner });
  const sample = sampleOfField(place.owner, place.name, place.shape) ?? (isObject(whole) ? whole[place.name] : undefined) ?? sampleOf(place.shape, 1);
  if (place.name === "template" && isObject(sample)) {
    const labels = labelsFor(valueAt(manifest.value, root), ["spec", "template", "metadata", "labels"]);
    return isObject(labels) ? { ...sample, metadata: { labels } } : sample;
  }
  return sample;
}

/** A map lacks a part that the cause does not name: adds the parts of its sample, each alone and all together. */
function* parts(trouble: Trouble): Iterable<Candidate> {
  const { path, document } = trouble;
  const held = valueIn(trouble, path);
  const usual = usualValue(trouble);
  if (!isObject(held) || !isObject(usual)) return;
  for (const [key, value] of Object.entries(usual))
    if (!(key in held)) yield* candidate(say("add", { key: `${key}: ${shortened(value)}` }), addKey(document.manifest, path, key, value));
}
