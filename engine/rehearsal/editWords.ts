import { listed } from "../../api/words/sentence.ts";
import { isObject } from "../../api/object.ts";
import type { Edit } from "./edits.ts";
import { say, type VerdictSentence } from "./verdict/words/say.ts";

/** An edit in a short form for people: `cpu request 250m → 500m`. Long values are left out. */
export function editSentence({ field, from, to }: Edit): VerdictSentence {
  const steps = field.match(/[^.[\]]+/g) ?? [];
  const [last = "", above = "", top = ""] = steps.toReversed();
  const name = named(shortened(field), to ?? from);
  if (from === undefined) return isPlain(to) ? say("edit-set", { field: name, to: shown(to) }) : say("edit-added", { field: name });
  if (to === undefined) return say("edit-removed", { field: name });
  if (last === "image" && typeof from === "string" && typeof to === "string") return say("edit-image", imagesOf(from, to));
  if (!isPlain(from) || !isPlain(to)) return say("edit-replaced", { field: name });
  const values = { from: shown(from), to: shown(to) };
  if (last === "replicas") return say("edit-replicas", values);
  if (above === "requests" && top === "resources") return say("edit-request", { resource: last, ...values });
  if (above === "limits" && top === "resources") return say("edit-limit", { resource: last, ...values });
  if (above === "selector") return say("edit-selector", { key: last, ...values });
  return say("edit-changed", { field: name, ...values });
}

/** A field. A list item with a name is called by it: `containers[0].env HOST`. */
function named(field: string, value: unknown): string {
  const list = /^(.*)\[\d+\]$/.exec(field)?.[1];
  return list !== undefined && isObject(value) && typeof value["name"] === "string" ? `${list} ${value["name"]}` : field;
}

/** Two images; long ones without the registry that they share. */
function imagesOf(before: string, after: string): { readonly from: string; readonly to: string } {
  const [from, to] = [withShortDigest(before), withShortDigest(after)];
  const start = from.slice(0, from.lastIndexOf("/") + 1);
  return isPlain(from) && isPlain(to)
    ? { from, to }
    : to.startsWith(start)
      ? { from: from.slice(start.length), to: to.slice(start.length) }
      : { from, to };
}

/** An image with a shortened digest. */
function withShortDigest(image: string): string {
  return image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]{52}$/, "$1…");
}

/** The first few edits, and how many more there are. */
export function editsSentence(edits: readonly Edit[]): VerdictSentence {
  const first = listed(edits.slice(0, most).map(editSentence));
  return edits.length <= most ? say("edits", { edits: first }) : say("edits-more", { edits: first, more: edits.length - most });
}

const most = 3;

const prefixes = ["spec.jobTemplate.spec.template.spec.", "spec.template.spec.", "spec.template.", "spec."];

function shortened(field: string): string {
  const prefix = prefixes.find((one) => field.startsWith(one)) ?? "";
  return field.slice(prefix.length);
}

const longest = 40;

function isPlain(value: unknown): boolean {
  return !Array.isArray(value) && !isObject(value) && String(value).length <= longest && !String(value).includes("\n");
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
