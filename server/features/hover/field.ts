import type { Steps } from "../../../api/path.ts";
import { admit } from "../../../api/admit/admit.ts";
import { admitUpdate } from "../../../api/admit/admitUpdate.ts";
import { fieldOf } from "../../../api/cause.ts";
import type { JsonSchema } from "../../../api/customResources.ts";
import { kindOf } from "../../../api/schema.ts";
import { formerVersions, removalOf } from "../../../api/versions.ts";
import { describeSchema, wordsOf } from "../../schema/customSchema.ts";
import { type SchemaPlace, describeShape } from "../../schema/schemaAt.ts";
import { valueAt } from "../../text/values.ts";
import { putAt, withoutAt } from "../../text/values.ts";
import { say } from "../../words.ts";
import type { Document } from "../../workspace/model.ts";
import type { Docs } from "./docs.ts";

/** A field: its name and type, what it is for, its default, what it may be, and whether it can be changed later. */
export function describeField(document: Document, steps: Steps, place: SchemaPlace, docs: Docs): string[] {
  const { owner, name, field, shape } = place;
  if (owner === undefined || name === undefined || !field) return [];
  const isField = steps.at(-1) === name;
  const required = field.required === true ? ` · ${say("required")}` : "";
  const title = `**${name}** \`${describeShape(field.shape)}\`${required}`;
  const facts = [defaultFact(document, steps, isField), allowedFact(shape), changeFact(document, steps)].filter((fact) => fact !== undefined);
  const text = docs(`${owner}.${name}`);
  return [title, ...(facts.length > 0 ? [facts.map((fact) => `- ${fact}`).join("\n")] : []), ...(text === undefined ? [] : [asMarkdown(text)])];
}

/** A field of a custom resource, as its definition describes it. */
export function describeCustom(name: string, schema: JsonSchema): string[] {
  const { default: usual, description } = schema;
  const facts = [
    ...(usual === undefined ? [] : [say("Default: {0}", `\`${JSON.stringify(usual)}\``)]),
    ...(wordsOf(schema).length === 0 ? [] : [allowedWords(wordsOf(schema))]),
  ];
  return [
    `**${name}** \`${describeSchema(schema)}\``,
    ...(facts.length > 0 ? [facts.map((fact) => `- ${fact}`).join("\n")] : []),
    ...(description === undefined ? [] : [asMarkdown(description)]),
  ];
}

/** A kind under its version: what it is, and where it is documented. */
export function describeKind(apiVersion: string, kind: string, docs: Docs): string {
  const served = kindOf(apiVersion, kind);
  const removal = removalOf(apiVersion, kind);
  const title = `**${kind}** \`${apiVersion}\``;
  if (removal) {
    const next = removal.replacement === undefined ? say("Nothing replaces it.") : say("Its successor is {0}.", removal.replacement);
    return [title, `${say("Removed in Kubernetes {0}.", removal.since)} ${next}`].join("\n\n");
  }
  if (!served) return [title, say("A custom resource, or a kind that Kubernetes 1.36 does not serve.")].join("\n\n");
  const scope = served.namespaced ? say("Lives in a namespace.") : say("Belongs to the whole cluster.");
  const short = served.shortNames.length > 0 ? ` ${say("Short name: {0}.", served.shortNames.join(", "))}` : "";
  const former = formerVersions(apiVersion, kind).map(({ apiVersion: old, since }) => say("{0} (removed in {1})", `\`${old}\``, since));
  const text = docs(served.type ?? kind);
  return [
    title,
    scope + short + (former.length > 0 ? ` ${say("Earlier versions: {0}.", former.join(", "))}` : ""),
    ...(text === undefined ? [] : [asMarkdown(text)]),
    `[${say("API reference")}](${referenceOf(apiVersion, kind)})`,
  ].join("\n\n");
}

function referenceOf(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#${kind.toLowerCase()}-${version}-${group!.replaceAll(".", "-")}`;
}

/** What the server would write if the field were not there: found out by leaving it out. */
function defaultFact({ manifest }: Document, steps: Steps, isField: boolean): string | undefined {
  if (!isField || steps.length < 2) return undefined;
  const value = valueAt(admit(withoutAt(manifest.value, steps)).object, steps);
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar ? say("Default: {0}", `\`${value}\``) : undefined;
}

function allowedFact(shape: SchemaPlace["shape"]): string | undefined {
  const words = shape.is === "boolean" ? ["true", "false"] : shape.is === "string" ? shape.oneOf?.filter((word) => word !== "") : undefined;
  return words && words.length > 0 ? allowedWords(words) : undefined;
}

function allowedWords(words: readonly string[]): string {
  return say("Allowed: {0}", words.map((word) => `\`${word}\``).join(", "));
}

/** Whether the server lets it be changed later: found out by changing it. */
function changeFact({ manifest }: Document, steps: Steps): string | undefined {
  const stored = manifest.admit();
  const changed = changedOf(valueAt(manifest.value, steps));
  if (stored.refusedAt !== undefined || changed === undefined) return undefined;
  const next = putAt(manifest.value, steps, changed);
  const anyway = new Set(admit(next).causes.map(fieldOf));
  const refused = admitUpdate(next, manifest.value).causes.some((cause) => !anyway.has(fieldOf(cause)));
  return refused ? say("Can't be changed once the object is created.") : say("Can be changed later.");
}

/** Another value of the same kind, or nothing where there is no telling. */
function changedOf(value: unknown): unknown {
  switch (typeof value) {
    case "number":
      return value + 1;
    case "boolean":
      return !value;
    case "string":
      return `${value}x`;
    case "object":
      return value === null || Array.isArray(value) ? undefined : changedMap(value as Record<string, unknown>);
    default:
      return undefined;
  }
}

function changedMap(map: Record<string, unknown>): unknown {
  const entries = Object.entries(map);
  const first = entries[0];
  const changed = first && changedOf(first[1]);
  return changed === undefined ? undefined : { ...map, [first![0]]: changed };
}

/** Kubernetes' texts as Markdown: addresses become links. */
function asMarkdown(text: string): string {
  return text.replaceAll(/(?<![(<])\bhttps?:\/\/[^\s)]+[^\s).,]/g, "<$&>");
}
