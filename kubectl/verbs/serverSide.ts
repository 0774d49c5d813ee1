import { byText } from "../../api/byText.ts";
import { shapeOfKind } from "../../api/merge/apply.ts";
import { isObject } from "../../api/object.ts";
import { lastApplied, lastAppliedOf } from "../../api/merge/lastApplied.ts";
import { applyAs, type Conflict, fieldsOf, type Manager, managersOf, updatedAs } from "../../api/merge/managers.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { type Plain } from "../core/plain.ts";
import { problem } from "../core/problem.ts";
import { goJson, sorted } from "../output/json.ts";
import type { Call } from "./verb.ts";

const ownName = "kubectl";
const clientSide = "kubectl-client-side-apply";

/** A manifest merged into an object on the server, which keeps who has set which field. Throws what the server says where others have set a field otherwise. */
export function mergedByServer({ flags }: Call, manifest: Plain, live: Plain | undefined): Plain {
  const who = { manager: flags.text("field-manager") ?? ownName, apiVersion: String(manifest["apiVersion"]) };
  const shape = shapeOfKind(manifest);
  const isForced = flags.on("force-conflicts");
  const old = live ?? {};
  const merged = applyAs(who, manifest, old, migrated(old, who), shape, isForced ? "force" : "ask");
  if ("conflicts" in merged) throw problem(refusal(merged.conflicts));
  return live && who.manager === ownName && lastAppliedOf(live) ? remembering(merged.object, manifest) : merged.object;
}

/** Before its first apply on the server, a manager takes over what was applied by the client. */
function migrated(live: Plain, who: Pick<Manager, "manager" | "apiVersion">): readonly Manager[] {
  const managers = managersOf(live);
  const applied = managers.length === 0 ? lastAppliedOf(live) : undefined;
  const form = { ...who, operation: "Apply", fieldsType: "FieldsV1" } as const;
  if (applied) return [{ ...form, fieldsV1: fieldsOf(applied, shapeOfKind(live)) }];
  const isMine = managers.some(({ manager, operation }) => manager === who.manager && operation === "Apply");
  return managers.flatMap((one) => (one.manager !== clientSide ? [one] : isMine ? [] : [{ ...form, fieldsV1: one.fieldsV1 }]));
}

/** What was applied by the client before goes on being kept in its annotation. */
function remembering(object: Plain, manifest: Plain): Plain {
  const metadata = object["metadata"] as Plain;
  const annotations = isObject(metadata["annotations"]) ? metadata["annotations"] : {};
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [lastApplied]: `${goJson(sorted(manifest))}\n` } } };
}

/** An object that a command is going to update: where the server keeps who has set which field, what changes is this command's. */
export function tracked({ flags, path, cluster: { store } }: Call, object: StoredObject): StoredObject {
  const { kind, apiVersion, metadata } = object;
  const live = store.get({ kind, namespace: metadata.namespace, name: metadata.name }) as Plain | undefined;
  const plain = object as unknown as Plain;
  if (!live || managersOf(live).length === 0 || managersOf(live) !== managersOf(plain)) return object;
  const [verb = ""] = path.split(" ");
  const name = verb === "apply" ? clientSide : verb === "scale" ? ownName : `kubectl-${verb}`;
  const who = { manager: flags.text("field-manager") ?? name, apiVersion, ...(verb === "scale" && { subresource: "scale" }) };
  return updatedAs(who, plain, live, shapeOfKind(plain)) as unknown as StoredObject;
}

function refusal(conflicts: readonly Conflict[]): string {
  const count = conflicts.reduce((sum, { fields }) => sum + fields.length, 0);
  const inOrder = conflicts.map((one) => ({ ...one, who: nameOf(one.with) })).sort((a, b) => byText(a.who, b.who));
  const only = count === 1 ? inOrder[0] : undefined;
  const list = only
    ? `conflict with ${only.who}: ${only.fields[0]}`
    : inOrder.map(({ who, fields }) => `conflicts with ${who}:\n${fields.map((field) => `- ${field}`).join("\n")}`).join("\n");
  return `Apply failed with ${count} conflict${only ? "" : "s"}: ${list}\n${advice}`;
}

function nameOf({ manager, operation, apiVersion, subresource }: Manager): string {
  if (operation === "Apply") return JSON.stringify(manager);
  return `${JSON.stringify(manager)}${subresource === undefined ? "" : ` with subresource ${JSON.stringify(subresource)}`} using ${apiVersion}`;
}

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;
