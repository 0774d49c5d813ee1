import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from "../../schemas/generated/types.ts";
import { type Causes, show } from "../cause.ts";
import { type Check, all, between, each, fields } from "../check.ts";
import { sameValue } from "../equal.ts";
import { type KubernetesObject, nameOf } from "../object.ts";
import type { Path } from "../path.ts";
import { type Format, dnsLabel, formatted, keysFormatted, labelValue, pathSegment, qualifiedName } from "./names.ts";

/** Whether finalizers without a domain must be Kubernetes' own: some kinds were never asked. */
type Finalizers = "known" | "any";

/** Where a kind's objects live. */
export type Scope = "namespaced" | "cluster";

/**
 * What the API server holds against the metadata of a new object, whose name must have this format.
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
    if (!countsGenerations.has(object.kind ?? "") && meta.generation !== undefined)
      between(0)(meta.generation, at.field("generation"), causes, undefined);
  };
}

/** The kinds whose first generation is 1, whatever the manifest says. */
const countsGenerations = new Set([
  ...["Pod", "PodTemplate", "ReplicationController", "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job", "CronJob"],
  ...["EndpointSlice", "Ingress", "IngressClass", "NetworkPolicy", "PodDisruptionBudget", "PriorityClass"],
  ...["DeviceClass", "DeviceTaintRule", "ResourceSlice", "FlowSchema", "PriorityLevelConfiguration"],
]);

/** An empty namespace counts as none, as everywhere in the API. */
function namespaceOf({ namespace, ...meta }: ObjectMeta): ObjectMeta {
  return namespace === undefined || namespace === "" ? meta : { ...meta, namespace };
}

/** The one kind of which only the name that was made is looked at. */
const anyPrefix = "ReplicationController";

function checkName(format: Format, { name = "", generateName = "" }: ObjectMeta, at: Path, causes: Causes): void {
  const given = nameOf({ name, generateName });
  if (given === "") causes.required(at.field("name"), "This object has no name: give it a name, or a generateName.");
  else formatted(format)(given, at.field("name"), causes, undefined);
}

/** The prefix of a generated name may end with a hyphen; the server looks at it with its last two letters replaced. */
function checkGenerateName(format: Format, { generateName: prefix = "" }: ObjectMeta, at: Path, causes: Causes): void {
  if (prefix === "") return;
  const flaw = format(prefix.length > 1 && prefix.endsWith("-") && format !== pathSegment ? `${prefix.slice(0, -2)}a` : prefix);
  if (flaw !== undefined) causes.invalid(at, `${show(prefix)} can't begin a name. ${flaw.message}`);
}

/** The keys and values of labels; the server blames the whole map. */
export const labels = all<Readonly<Record<string, string>>>(keysFormatted(qualifiedName), (map, at, causes) => {
  for (const [key, value] of Object.entries(map)) {
    formatted(labelValue)(value, at.key(key).shownAs(at), causes, undefined);
  }
});

const annotationsLimit = 256 * 1024;

/** Annotations have keys like labels, whose case does not matter, and room for 256 KiB altogether. */
export const annotations = all<Readonly<Record<string, string>>>(
  keysFormatted((key) => qualifiedName(key.toLowerCase())),
  (map, at, causes) => {
    const size = Object.entries(map).reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
    if (size > annotationsLimit) causes.add("FieldValueTooLong", at, `The annotations take ${size} bytes: ${annotationsLimit} are allowed.`);
  },
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

/** The server names an owner's fields without its index in the list. */
const ownerReference: Check<OwnerReference> = ({ apiVersion = "", kind = "", name = "", uid = "" }, at, causes) => {
  const list = at.parent!;
  const missing = (field: keyof OwnerReference, message: string) => causes.invalid(at.field(field).shownAs(list.field(field)), message);
  if (!/^([^/]*\/)?[^/]+$/.test(apiVersion)) missing("apiVersion", `${show(apiVersion)} names no version: write one such as apps/v1.`);
  if (kind === "") missing("kind", "The owner has no kind.");
  if (name === "") missing("name", "The owner has no name.");
  if (uid === "") missing("uid", "The owner has no uid.");
  if (apiVersion === "v1" && kind === "Event") causes.invalid(at.shownAs(list), "An Event can't own anything.");
};

/** The server drops exact copies before it counts. */
const oneController: Check<readonly OwnerReference[]> = (owners, at, causes) => {
  const isCopy = (i: number) => owners.slice(0, i).some((owner) => sameValue(owner, owners[i]));
  const controllers = owners.flatMap((owner, i) => (owner.controller === true && !isCopy(i) ? [i] : []));
  const [first, second] = controllers;
  if (first === undefined || second === undefined) return;
  const related = { path: at.index(first).field("controller"), message: "The first controller." };
  causes.invalid(at.index(second).field("controller").shownAs(at), "Only one owner can be the controller.", { related });
};

const standardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

const finalizerName: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message, { field: at.parent!.toString() });
};

/** The name of whoever must finish something before an object may go. */
export const finalizer = all(finalizerName, (name, at, causes) => {
  if (name.includes("/") || standardFinalizers.includes(name)) return;
  const known = standardFinalizers.join(", ");
  causes.invalid(at, `${show(name)} is not a finalizer: write a name with a domain, as in example.com/name, or one of ${known}.`);
});

const oneDeletion: Check<readonly string[]> = (finalizers, at, causes) => {
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
    causes.invalid(at, "orphan and foregroundDeletion exclude each other.");
  }
};

const managedFields: Check<ManagedFieldsEntry> = fields<ManagedFieldsEntry>({
  operation: (operation, at, causes) => {
    if (operation !== "Apply" && operation !== "Update") causes.invalid(at, `${show(operation)} is no operation: write Apply or Update.`);
  },
  fieldsType: (type, at, causes) => {
    if (type !== "" && type !== "FieldsV1") causes.invalid(at, `${show(type)} is no type of fields: only FieldsV1 is.`);
  },
});

function fieldsWith(finalizerIs: Check<string>): Check<ObjectMeta> {
  return fields<ObjectMeta>({
    labels,
    annotations,
    ownerReferences: all(each(ownerReference), oneController),
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
    causes.invalid(
      at.field(name),
      `The ${name} can't be changed from ${show(before[name])} to ${show(now[name])}: delete the object and create it again.`,
      {
        code: "immutable-field",
        instead: before[name],
      },
    );
  }
  for (const name of ["deletionTimestamp", "deletionGracePeriodSeconds"] as const) {
    if (now[name] === undefined || before[name] !== undefined) continue;
    causes.invalid(at.field(name), `${name} is set by the API server when the object is deleted.`, { code: "immutable-field" });
  }
};
