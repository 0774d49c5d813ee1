import type { Shape, TypeName } from "../../../schemas/schema.ts";
import { wordOf } from "../../names/named.ts";
import type { Sample } from "../../schema/samples.ts";
import type { Entry } from "../../workspace/catalog.ts";
import { isReachable } from "./names.ts";
import type { Writing } from "./writing.ts";

type SourceKind = "ConfigMap" | "Secret";

/** Types that refer to one kind of source, the field that names it, and one that names a key of it. */
const references: Readonly<Partial<Record<TypeName, { readonly kind: SourceKind; readonly name: string; readonly key?: "key" }>>> = {
  ConfigMapKeySelector: { kind: "ConfigMap", name: "name", key: "key" },
  ConfigMapEnvSource: { kind: "ConfigMap", name: "name" },
  ConfigMapVolumeSource: { kind: "ConfigMap", name: "name" },
  ConfigMapProjection: { kind: "ConfigMap", name: "name" },
  SecretKeySelector: { kind: "Secret", name: "name", key: "key" },
  SecretEnvSource: { kind: "Secret", name: "name" },
  SecretVolumeSource: { kind: "Secret", name: "secretName" },
  SecretProjection: { kind: "Secret", name: "name" },
};

/** Types that refer to either kind, each by a field of its own. The usual kind comes first. */
const choices: Readonly<Partial<Record<TypeName, Readonly<Record<string, TypeName>>>>> = {
  EnvVarSource: { secretKeyRef: "SecretKeySelector", configMapKeyRef: "ConfigMapKeySelector" },
  EnvFromSource: { configMapRef: "ConfigMapEnvSource", secretRef: "SecretEnvSource" },
};

/** Whether a value refers to a ConfigMap or a Secret: then its name is a guess, which becomes a tab stop. */
export function refersToSource(shape: Shape): boolean {
  return typeOf(shape) in references || typeOf(shape) in choices;
}

/** A reference to an existing ConfigMap or Secret, if there is one. */
export function sourceSample(writing: Writing, shape: Shape): Sample {
  const type = typeOf(shape);
  const sample = referenceTo(writing, type) ?? choiceOf(writing, type);
  return sample !== undefined && shape.is === "list" ? [sample] : sample;
}

function typeOf(shape: Shape): TypeName {
  const one = shape.is === "list" ? shape.of : shape;
  return one.is === "object" ? one.type : "";
}

function referenceTo(writing: Writing, type: TypeName): Sample {
  const reference = references[type];
  const entry = reference && sourceOf(writing, reference.kind);
  if (!entry) return undefined;
  return { [reference.name]: entry.document.self.name, ...(reference.key && { [reference.key]: firstKey(entry) ?? "key" }) };
}

/** The kind of an existing source: preferably in the same file, then the usual kind. */
function choiceOf(writing: Writing, type: TypeName): Sample {
  const known = Object.entries(choices[type] ?? {}).flatMap(([field, of]) => {
    const entry = sourceOf(writing, references[of]!.kind);
    return entry ? [{ field, of, entry }] : [];
  });
  const best = known.find(({ entry }) => entry.uri === writing.uri) ?? known[0];
  return best && { [best.field]: referenceTo(writing, best.of) };
}

/** A source in the same file, else with the same name, else any. */
function sourceOf({ catalog, document, uri }: Writing, kind: SourceKind): Entry | undefined {
  const reachable = catalog.all(kind).filter((entry) => entry.document.self.name !== "" && isReachable(document.self.namespace)(entry));
  return (
    reachable.findLast((entry) => entry.uri === uri) ?? reachable.find((entry) => entry.document.self.name === document.self.name) ?? reachable[0]
  );
}

function firstKey({ document }: Entry): string | undefined {
  const found = document.mentions.find(({ named, role }) => named.is === "key" && role === "definition");
  return found && wordOf(found.named);
}
