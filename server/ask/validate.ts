import { type Admission, admit } from "../../api/admit/admit.ts";
import { admitReplacement } from "../../api/admit/admitReplacement.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import { type Cause, fieldOf } from "../../api/cause.ts";
import { nowhere, type Surroundings } from "../../api/surroundings.ts";
import { encodeObject } from "../../api/encode.ts";
import type { KubernetesObject } from "../../api/object.ts";
import { kindOf } from "../../api/schema.ts";
import { usualVersion, type Version, versions } from "../../api/version.ts";
import { Manifest } from "../manifest/manifest.ts";
import { parseFile } from "../syntax/parseFile.ts";
import { inEnglish } from "../words/words.ts";

interface Question {
  readonly id?: unknown;
  readonly object?: unknown;
  /** The text of one document, parsed by the language server. */
  readonly manifest?: string;
  /** The manifest that was created before. The question is then about an update of it. */
  readonly old?: unknown;
  readonly defaults?: boolean;
  /** The version of Kubernetes, such as `1.37`. With a version an update replaces the object; without one it is applied, as by `kubectl apply`. */
  readonly version?: string;
}

interface Verdict {
  readonly accepted: boolean;
  readonly causes: readonly { readonly field: string; readonly type: string; readonly message: string }[];
  readonly warnings: readonly string[];
}

/** A cluster with only the objects that every cluster has. */
function emptyCluster(version: Version): Surroundings {
  return { ...nowhere, version, find: () => undefined };
}

/** The API server's answer to a manifest. */
export function ask(question: Question): object {
  const { id, object, manifest, old, defaults } = question;
  const version = question.version === undefined ? usualVersion : versions.find((known) => known === question.version);
  if (!version) return { id, unsupported: `There is no version ${question.version} here: ask for one of ${versions.join(", ")}.` };
  const cluster = emptyCluster(version);
  if (manifest !== undefined) return { id, ...verdictOnText(manifest, cluster) };
  const update = question.version === undefined ? admitUpdate : admitReplacement;
  const admission = old === undefined ? admit(object, undefined, cluster) : update(object, old, cluster);
  return { id, ...verdict(admission), ...(defaults === true && { defaulted: printedObject(admission.object, version) }) };
}

/** The objects of a text: those of its first document. A `List` stands for its items. */
function verdictOnText(text: string, cluster: Surroundings): Verdict {
  const { documents, problem } = parseFile(text);
  const found = documents.findIndex(({ syntax }) => syntax.root !== undefined || syntax.problems.length > 0);
  if (found < 0)
    return {
      accepted: false,
      causes: [{ field: "", type: "Syntax", message: problem === undefined ? "There is no object in this text." : inEnglish(problem) }],
      warnings: [],
    };
  const { syntax } = documents[found]!;
  const manifest = new Manifest(syntax);
  if (found > 0) return verdict(admit(withoutContent(manifest), undefined, cluster));
  const unreadable = [
    ...syntax.problems.map(({ message }) => ({ field: "", type: "Syntax", message: inEnglish(message) })),
    ...manifest.readingCauses.map(printed),
  ];
  const parts = (itemsOf(manifest.value) ?? [manifest.value]).map((part) => verdict(admit(part, undefined, cluster)));
  return {
    accepted: unreadable.length === 0 && parts.every(({ accepted }) => accepted),
    causes: [...unreadable, ...parts.flatMap(({ causes }) => causes)],
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

/** If the first document is empty, the client takes the kind from the next one, but the server reads nothing of it. */
function withoutContent({ apiVersion, kind }: Manifest): unknown {
  return { apiVersion, kind };
}

/** A message as the server prints it, with generated values replaced as in the recorded answers. */
function printedObject(object: KubernetesObject, version: Version): unknown {
  const type = kindOf(object.apiVersion ?? "", object.kind ?? "", version)?.type;
  const text = JSON.stringify(type === undefined ? object : encodeObject(object, type, version));
  return JSON.parse(text.replaceAll(nowhere.uid, "<uid>").replaceAll(nowhere.now, "<now>"));
}

function itemsOf(value: unknown): readonly unknown[] | undefined {
  const { apiVersion, kind, items } = (value ?? {}) as { apiVersion?: unknown; kind?: unknown; items?: unknown };
  return apiVersion === "v1" && kind === "List" && Array.isArray(items) && items.length > 0 ? items : undefined;
}

function verdict({ causes, warnings, refusedAt }: Admission): Verdict {
  return {
    accepted: refusedAt === undefined,
    causes: causes.map(printed),
    warnings: warnings.map(({ path, message }) => `${path.toString()}: ${inEnglish(message)}`),
  };
}

function printed(cause: Cause): { field: string; type: string; message: string } {
  const field = fieldOf(cause);
  return { field: cause.type === "UnknownField" ? escaped(field) : field, type: cause.type, message: inEnglish(cause.message) };
}

/** The server prints unknown fields in quotes, and escapes them. */
function escaped(field: string): string {
  return JSON.stringify(field)
    .slice(1, -1)
    .replaceAll(/[\u0080-\u00a0\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
