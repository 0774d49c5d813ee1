import { byText } from "./byText.ts";
import type { Kind } from "../schemas/schema.ts";
import { type Causes, nearest } from "./cause.ts";
import { Path } from "./path.ts";
import { everKindOf, kindNames, kindOf, versionsOf } from "./schema.ts";
import { removalOf } from "./versions.ts";
import { say } from "./words/say.ts";
import { quoted } from "./words/sentence.ts";

const atVersion = Path.root.field("apiVersion");
const atKind = Path.root.field("kind");

/** The kind of an object. If the server does not serve it, nothing is returned and a cause says what was meant, except for a custom resource. */
export function findKind(value: unknown, causes: Causes): Kind | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    causes.required(atVersion, say("a-manifest-is"));
    return undefined;
  }
  const { apiVersion, kind } = value as Record<string, unknown>;
  const named = isName(apiVersion, "apiVersion", value, causes);
  if (!isName(kind, "kind", value, causes) || !named) return undefined;
  const found = kindOf(apiVersion as string, kind as string, causes.version);
  if (!found) reportMissing(apiVersion as string, kind as string, causes);
  return found;
}

function isName(held: unknown, name: "apiVersion" | "kind", value: object, causes: Causes): boolean {
  if (typeof held === "string" && held !== "") return true;
  const at = Path.root.field(name);
  const meant = Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase() || (name === "apiVersion" && key === "appVersion"));
  if (held !== undefined && held !== null && held !== "") causes.add("WrongType", at, say("must-be-text", { name, held: quoted(held) }));
  else if (meant !== undefined && meant !== name) causes.required(at, say("misspelled-name", { name, meant }));
  else causes.required(at, say("missing-identity", { name }));
  return false;
}

/** The served kind with the written name. */
function reportMissing(apiVersion: string, kind: string, causes: Causes): void {
  const removal = removalOf(apiVersion, kind);
  if (removal) {
    const { since, replacement } = removal;
    const removed = { apiVersion, kind, since };
    const message = replacement === undefined ? say("removed-kind", removed) : say("removed-kind-use", { ...removed, replacement });
    causes.add("FieldValueNotFound", atVersion, message, { code: "removed-version", ...(replacement !== undefined && { instead: replacement }) });
    return;
  }
  const elsewhen = everKindOf(apiVersion, kind);
  if (elsewhen) return reportElsewhen(elsewhen, causes);
  const [served] = versionsOf(kind, causes.version).toSorted((a, b) => byText(b.apiVersion, a.apiVersion));
  const near = served ? undefined : nearest(kind, kindNames);
  if (served && isOfKubernetes(apiVersion)) {
    causes.add("FieldValueNotFound", atVersion, say("served-as", { apiVersion, kind, served: served.apiVersion }), {
      code: "unknown-kind",
      instead: served.apiVersion,
    });
  } else if (near !== undefined && isOfKubernetes(apiVersion)) {
    causes.add("FieldValueNotFound", atKind, say("no-kind-near", { kind, near }), { code: "unknown-kind", instead: near });
  } else if (isOfKubernetes(apiVersion)) {
    causes.add("FieldValueNotFound", atKind, say("no-kind", { kind: quoted(kind), apiVersion }), { code: "unknown-kind" });
  }
}

/** A kind that another version serves. */
function reportElsewhen({ apiVersion, kind, since, until }: Kind, causes: Causes): void {
  const { version } = causes;
  const names = { apiVersion, kind, version };
  if (since !== undefined && version < since)
    causes.add("FieldValueNotFound", atVersion, say("not-yet-kind", { ...names, since }), { code: "needs-newer-version" });
  else causes.add("FieldValueNotFound", atVersion, say("gone-kind", { ...names, until: until ?? version }), { code: "gone-in-version" });
}

/** Groups without a dot, and those of k8s.io, are Kubernetes' own; any other belongs to a custom resource. */
function isOfKubernetes(apiVersion: string): boolean {
  const [group = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [""];
  return !group.includes(".") || builtInGroup.test(group);
}

const builtInGroup =
  /^(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io$/;
