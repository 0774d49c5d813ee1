import { isSameWay, type Steps } from "../../../api/path.ts";
import { admit } from "../../../api/admit/admit.ts";
import type { JsonSchema } from "../../../api/customResources.ts";
import { everKindOf } from "../../../api/schema.ts";
import { nowhereIn } from "../../../api/surroundings.ts";
import { isOn, type Version } from "../../../api/version.ts";
import type { Gate, Time } from "../../../schemas/schema.ts";
import { formerVersions, removalOf } from "../../../api/versions.ts";
import { describeSchema, wordsOf } from "../../schema/customSchema.ts";
import { type SchemaPlace, describeShape } from "../../schema/schemaAt.ts";
import { putAt, valueAt, withoutAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import { asMarkdown, type Docs, documentationOf } from "../documentation.ts";
import { changeFact } from "./change.ts";
import { type ServerPart, type ServerSentence, say } from "../../words/say.ts";
import { listed, strung } from "../../../api/words/sentence.ts";

/** A field: its name and type, description, default, allowed values, and what can't be changed later. */
export function describeField(document: Document, steps: Steps, place: SchemaPlace, docs: Docs, version: Version): ServerPart[] {
  const { owner, name, field } = place;
  if (owner === undefined || name === undefined || !field) return [];
  const isField = steps.at(-1) === name;
  const plain = `**${name}** \`${describeShape(field.shape)}\``;
  const title = field.required === true ? strung([plain, say("required")], " · ") : plain;
  const facts = [
    ...timeFacts(field, version),
    defaultFact(document, steps, isField, version),
    allowedFact(document, steps, place, version),
    changeFact(document, steps, version),
  ].filter((fact) => fact !== undefined);
  const text = documentationOf(`${owner}.${name}`, docs);
  return [title, ...bullets(facts), ...(text === undefined ? [] : [text])];
}

function bullets(facts: readonly ServerSentence[]): ServerPart[] {
  return facts.length === 0
    ? []
    : [
        strung(
          facts.map((fact) => strung(["-", fact])),
          "\n",
        ),
      ];
}

/** A field of a custom resource, as its definition describes it. */
export function describeCustom(name: string, schema: JsonSchema): ServerPart[] {
  const { default: usual, description } = schema;
  const facts = [
    ...(usual === undefined ? [] : [say("default", { value: `\`${JSON.stringify(usual)}\`` })]),
    ...(wordsOf(schema).length === 0 ? [] : [allowedWords(wordsOf(schema))]),
  ];
  return [`**${name}** \`${describeSchema(schema)}\``, ...bullets(facts), ...(description === undefined ? [] : [asMarkdown(description)])];
}

/** A kind: its description, and a link to its documentation. */
export function describeKind(apiVersion: string, kind: string, docs: Docs, version: Version): ServerPart[] {
  const served = everKindOf(apiVersion, kind);
  const removal = removalOf(apiVersion, kind);
  const title = `**${kind}** \`${apiVersion}\``;
  if (removal) {
    const next = removal.replacement === undefined ? say("no-successor") : say("successor", { successor: removal.replacement });
    return [title, strung([say("removed-in", { since: removal.since }), next])];
  }
  if (!served) return [title, say("custom-or-unknown")];
  const times = timeFacts(served, version);
  const scope = say(served.namespaced ? "namespaced" : "cluster-wide");
  const short = served.shortNames.length > 0 ? [say("short-name", { names: listed(served.shortNames) })] : [];
  const former = formerVersions(apiVersion, kind).map(({ apiVersion: old, since }) => say("version-removed-in", { version: `\`${old}\``, since }));
  const text = documentationOf(served.type ?? kind, docs);
  return [
    title,
    ...bullets(times),
    strung([scope, ...short, ...(former.length > 0 ? [say("earlier-versions", { versions: listed(former) })] : [])]),
    ...(text === undefined ? [] : [text]),
    strung(["[", say("api-reference"), `](${referenceOf(apiVersion, kind, version)})`], ""),
  ];
}

function referenceOf(apiVersion: string, kind: string, of: Version): string {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${of}/#${kind.toLowerCase()}-${version}-${group!.replaceAll(".", "-")}`;
}

/** The server's default for the field, found by leaving the field out. */
function defaultFact({ manifest }: Document, steps: Steps, isField: boolean, version: Version): ServerSentence | undefined {
  if (!isField || steps.length < 2) return undefined;
  const value = valueAt(admit(withoutAt(manifest.value, steps), undefined, nowhereIn[version]).object, steps);
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar ? say("default", { value: `\`${value}\`` }) : undefined;
}

function allowedFact(document: Document, steps: Steps, { shape, name }: SchemaPlace, version: Version): ServerSentence | undefined {
  const words = shape.is === "boolean" ? ["true", "false"] : shape.is === "string" ? shape.oneOf?.filter((word) => word !== "") : undefined;
  const times = shape.is === "string" ? shape.times : undefined;
  const taken = steps.at(-1) === name ? words?.filter((word) => isSupported(document, steps, word, version)) : words;
  const shown = taken?.length === 0 ? words : taken;
  return shown && shown.length > 0 ? allowedWords(shown, times) : undefined;
}

/** Whether an object of this kind may have an allowed word of a field's type: a Job, for example, may not have the restart policy `Always`. */
function isSupported({ manifest }: Document, steps: Steps, word: string, version: Version): boolean {
  const { causes } = admit(putAt(manifest.value, steps, word), undefined, nowhereIn[version]);
  return !causes.some(({ type, path }) => (type === "FieldValueNotSupported" || type === "FieldValueRequired") && isSameWay(path.steps(), steps));
}

function allowedWords(words: readonly string[], times: Readonly<Record<string, Time>> = {}): ServerSentence {
  const values = words.map((word): ServerPart => {
    const { since, until } = times[word] ?? {};
    const value = `\`${word}\``;
    if (since !== undefined) return say("value-with-time", { value, time: say("since-version", { version: since }) });
    return until === undefined ? value : say("value-with-time", { value, time: say("until-version", { version: until }) });
  });
  return say("allowed", { values: listed(values) });
}

/** The versions that have it, and the feature gate that it needs. */
function timeFacts({ since, until, gate }: Time & { readonly gate?: Gate }, version: Version): ServerSentence[] {
  return [
    ...(since === undefined ? [] : [say("there-since", { version: since })]),
    ...(until === undefined ? [] : [say("there-until", { version: until })]),
    ...(gate && !isOn(gate, version) ? [say("gate-off", { gate: gate.name, version })] : []),
    ...(gate?.onSince !== undefined && !isOn(gate, version) ? [say("gate-on-since", { version: gate.onSince })] : []),
  ];
}
