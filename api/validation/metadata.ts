import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from "../../schemas/generated/types.ts";
import type { Causes } from "../cause.ts";
import { type Check, all, between, each, fields, since } from "../check.ts";
import { sameValue } from "../equal.ts";
import { countsGenerations } from "../generations.ts";
import { type KubernetesObject, nameOf } from "../object.ts";
import type { Path } from "../path.ts";
import { type Format, dnsLabel, formatted, keysFormatted, labelValue, pathSegment, qualifiedName } from "./names.ts";
import { type ApiSentence, say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";

/** Whether finalizers without a domain must be Kubernetes' own: some kinds were never asked. */
type Finalizers = "known" | "any";

/** Where a kind's objects live. */
export type Scope = "namespaced" | "cluster";

/**
 * What the API server refuses in the metadata of a new object, whose name must have this format.
 * A namespace of an object of the whole cluster is overlooked.
 */
export function objectMeta(name: Format, scope: Scope = "namespaced", finalizers: Finalizers = "known"): Check<KubernetesObject> {
  const metaFields = finalizers === "known" ? strictFields : looseFields;
  const contents = scope === "namespaced" ? all(metaFields, fields<ObjectMeta>({ namespace: formatted(dnsLabel) })) : metaFields;
  return (object, root, causes) => {
    const at = root.field("metadata");
    const meta = object.metadata ?? {};
    if (object.kind !== anyPrefix) checkGenerateName(name, meta, at.field("generateName"), causes);
    checkName(name, meta, at, causes);
    contents(namespaceOf(meta), at, causes, undefined);
    if (!countsGenerations(object.kind ?? "", causes.version) && meta.generation !== undefined)
      between(0)(meta.generation, at.field("generation"), causes, undefined);
  };
}

/** An empty namespace counts as none, as everywhere in the API. */
function namespaceOf({ namespace, ...meta }: ObjectMeta): ObjectMeta {
  return namespace === undefined || namespace === "" ? meta : { ...meta, namespace };
}

/** The one kind of which only the name that was made is looked at. */
const anyPrefix = "ReplicationController";

function checkName(format: Format, { name = "", generateName = "" }: ObjectMeta, at: Path, causes: Causes): void {
  const given = nameOf({ name, generateName });
  if (given === "") causes.required(at.field("name"), say("no-object-name"));
  else formatted(format)(given, at.field("name"), causes, undefined);
}

/** The prefix of a generated name may end with a hyphen; the server looks at it with its last two letters replaced. */
function checkGenerateName(format: Format, { generateName: prefix = "" }: ObjectMeta, at: Path, causes: Causes): void {
  if (prefix === "") return;
  const isOpen = prefix.length > 1 && prefix.endsWith("-") && format !== pathSegment;
  const flaw = format(isOpen ? `${prefix.slice(0, -2)}a` : prefix);
  const told = flaw && ((isOpen ? format(prefix.slice(0, -1)) : undefined) ?? flaw);
  if (told !== undefined) causes.invalid(at, say("cannot-begin-a-name", { prefix: quoted(prefix), flaw: told.message }));
}

/** The keys and values of labels; the server reports the whole map. */
export const labels = all<Readonly<Record<string, string>>>(keysFormatted(qualifiedName), (map, at, causes) => {
  for (const [key, value] of Object.entries(map)) {
    formatted(labelValue)(value, at.key(key).shownAs(at), causes, undefined);
  }
});

const annotationsLimit = 256 * 1024;

/** Annotations have room for 256 KiB altogether. */
export const annotationsSize: Check<Readonly<Record<string, string>>> = (map, at, causes) => {
  const size = Object.entries(map).reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > annotationsLimit) causes.add("FieldValueTooLong", at, say("annotations-too-large", { size, most: annotationsLimit }));
};

/** Their keys are like those of labels, but their case does not matter. */
export const annotations = all<Readonly<Record<string, string>>>(
  keysFormatted((key) => qualifiedName(key.toLowerCase())),
  annotationsSize,
);

/** How many bytes a text takes in UTF-8, which is what the API server counts. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x800 && (code < 0xd800 || code > 0xdfff)) bytes += 2;
    else if (code >= 0x80) bytes += 1;
  }
  return bytes;
}

const versionPattern = /^([^/]*\/)?[^/]+$/;
/** What to say of an owner without one of these. */
const ownerLacks = {
  apiVersion: say("owner-without-api-version"),
  kind: say("owner-without-kind"),
  name: say("owner-without-name"),
  uid: say("owner-without-uid"),
} as const;

const ownerReference: Check<OwnerReference> = ({ apiVersion = "", kind = "", name = "", uid = "" }, at, causes) => {
  if (apiVersion !== "" && !versionPattern.test(apiVersion))
    causes.invalid(at.field("apiVersion"), say("no-version-named", { apiVersion: quoted(apiVersion) }));
  const held = { apiVersion, kind, name, uid };
  for (const field of ["apiVersion", "kind", "name", "uid"] as const) if (held[field] === "") causes.required(at.field(field), ownerLacks[field]);
  if (apiVersion === "v1" && kind === "Event") causes.invalid(at, say("event-owns-nothing"));
};

/** Before 1.37 the server named an owner's fields without its index in the list, and took what is missing for wrong. */
const olderOwnerReference: Check<OwnerReference> = ({ apiVersion = "", kind = "", name = "", uid = "" }, at, causes) => {
  const list = at.parent!;
  const missing = (field: keyof OwnerReference, message: ApiSentence) => causes.invalid(at.field(field).shownAs(list.field(field)), message);
  if (!versionPattern.test(apiVersion)) missing("apiVersion", say("no-version-named", { apiVersion: quoted(apiVersion) }));
  if (kind === "") missing("kind", say("owner-without-kind"));
  if (name === "") missing("name", say("owner-without-name"));
  if (uid === "") missing("uid", say("owner-without-uid"));
  if (apiVersion === "v1" && kind === "Event") causes.invalid(at.shownAs(list), say("event-owns-nothing"));
};

/** The server drops exact copies before it counts. */
const oneController: Check<readonly OwnerReference[]> = (owners, at, causes) => {
  const first = owners.findIndex(({ controller }) => controller === true);
  const second = owners.findIndex((owner) => owner.controller === true && !sameValue(owner, owners[first]));
  if (second < 0) return;
  const related = { path: at.index(first).field("controller"), message: say("first-controller") };
  causes.invalid(at.index(second).field("controller").shownAs(at), say("one-controller"), { related });
};

const standardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

const finalizerName: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message, { field: at.parent!.toString() });
};

/** A finalizer. */
export const finalizer = all(finalizerName, (name, at, causes) => {
  if (name.includes("/") || standardFinalizers.includes(name)) return;
  const known = standardFinalizers.join(", ");
  causes.invalid(at, say("not-a-finalizer", { name: quoted(name), known }));
});

const oneDeletion: Check<readonly string[]> = (finalizers, at, causes) => {
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
    causes.invalid(at, say("one-deletion"));
  }
};

const managedFields: Check<ManagedFieldsEntry> = fields<ManagedFieldsEntry>({
  operation: (operation, at, causes) => {
    if (operation !== "Apply" && operation !== "Update") causes.invalid(at, say("no-operation", { operation: quoted(operation) }));
  },
  fieldsType: (type, at, causes) => {
    if (type !== "" && type !== "FieldsV1") causes.invalid(at, say("no-fields-type", { type: quoted(type) }));
  },
});

function fieldsWith(finalizerIs: Check<string>): Check<ObjectMeta> {
  return fields<ObjectMeta>({
    labels,
    annotations,
    ownerReferences: all(each(since("1.37", ownerReference, olderOwnerReference)), oneController),
    finalizers: all(each(finalizerIs), oneDeletion),
    managedFields: each(managedFields),
  });
}

const strictFields = fieldsWith(finalizer);
const looseFields = fieldsWith(finalizerName);

/** What a change of metadata may not do. Fields that the server keeps for itself are put back, not refused. */
export const objectMetaUpdate: Check<KubernetesObject, { readonly old: KubernetesObject }> = (object, root, causes, { old }) => {
  const at = root.field("metadata");
  const [now, before] = [object.metadata ?? {}, old.metadata ?? {}];
  for (const name of ["name", "namespace"] as const) {
    if (now[name] === undefined || before[name] === undefined || now[name] === before[name]) continue;
    causes.invalid(at.field(name), say("identity-cannot-change", { name, before: quoted(before[name]), now: quoted(now[name]) }), {
      code: "immutable-field",
      instead: before[name],
    });
  }
  for (const name of ["deletionTimestamp", "deletionGracePeriodSeconds"] as const) {
    if (now[name] === undefined || before[name] !== undefined) continue;
    causes.invalid(at.field(name), say("set-on-deletion", { name }), { code: "immutable-field" });
  }
};
