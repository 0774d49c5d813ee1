import { nearest } from "../../api/cause.ts";
import type { Steps } from "../../api/path.ts";
import { kindNames, versionsOf } from "../../api/schema.ts";
import { isObject, textOf } from "../../api/object.ts";
import { keyText } from "../manifest/mapKey.ts";
import { flow } from "../text/writeYaml.ts";
import { say } from "../words/say.ts";
import { mappingAt, renameKey, setValue } from "./edits.ts";
import { mainFields } from "./mainFields.ts";
import { type Candidate, candidate, fieldsIn, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** A misspelt key or word: replaces it by the nearest one, then by other allowed and similar ones. */
export const spelling: Repairer = function* (trouble) {
  const { cause, path } = trouble;
  if (cause?.type === "UnknownField" || cause?.blames === "key") yield* keys(trouble);
  else if (cause?.type === "FieldValueRequired") yield* insteadOfMissing(trouble);
  else if (cause?.type !== "WrongType") yield* words(trouble);
  if (path.length === 1 && (path[0] === "kind" || path[0] === "apiVersion")) yield* identity(trouble);
};

function* keys(trouble: Trouble): Iterable<Candidate> {
  const { path, instead, document } = trouble;
  if (instead !== undefined) {
    yield* renamed(trouble, path, String(instead), true);
    yield* renamedInto(trouble, path, String(instead));
  }
  const name = String(path.at(-1));
  const usual = Object.hasOwn(elsewhere, name) ? elsewhere[name]! : undefined;
  if (usual !== undefined && fieldsIn(document.manifest, path.slice(0, -1)).has(usual)) {
    yield* renamed(trouble, path, usual, true);
    yield* renamedInto(trouble, path, usual);
  }
  const others = [...fieldsIn(document.manifest, path.slice(0, -1)).keys()].filter((field) => field !== instead);
  for (const field of alike(name, others)) {
    yield* renamed(trouble, path, field, false);
    yield* renamedInto(trouble, path, field);
  }
}

/** `configMap: web` instead of `configMapRef: {name: web}`: renames the key and nests the value. */
function* renamedInto(trouble: Trouble, path: Steps, to: string): Iterable<Candidate> {
  const { manifest } = trouble.document;
  const shape = fieldsIn(manifest, path.slice(0, -1)).get(to);
  const value = valueIn(trouble, path);
  if (shape?.is !== "object" || typeof value !== "string" || manifest.keyAt([...path.slice(0, -1), to])) return;
  const [field] = mainFields(shape.type, value);
  if (field === undefined) return;
  const title = say("change-to", { value: `${to}: ${flow({ [field]: value })}` });
  yield* candidate(title, [...renameKey(manifest, path, to), ...setValue(manifest, path, { [field]: value })]);
}

/** Names of fields in compose files and charts, and short names. */
const elsewhere: Readonly<Record<string, string>> = {
  cmd: "command",
  entrypoint: "command",
  environment: "env",
  healthcheck: "livenessProbe",
  img: "image",
  mem: "memory",
  ns: "namespace",
  replicaCount: "replicas",
  restart: "restartPolicy",
  vars: "env",
};

function renamed({ document: { manifest } }: Trouble, path: Steps, to: string, isSure: boolean): Candidate[] {
  if (manifest.keyAt([...path.slice(0, -1), to])) return [];
  return candidate(say("rename-to", { name: to }), renameKey(manifest, path, to), isSure);
}

/** At most this many words are offered. */
const few = 4;

/** The words that resemble another, the nearest first; also words that begin or end with it. */
export function alike(word: string, words: readonly string[]): string[] {
  const found: string[] = [];
  for (let rest = [...words]; found.length < few;) {
    const near = nearest(word, rest) ?? rest.find((one) => isPart(word.toLowerCase(), one.toLowerCase()));
    if (near === undefined) return found;
    found.push(near);
    rest = rest.filter((one) => one !== near);
  }
  return found;
}

function isPart(word: string, whole: string): boolean {
  return word.length > 2 && (whole.startsWith(word) || whole.endsWith(word) || word.startsWith(whole) || word.endsWith(whole));
}

function* words(trouble: Trouble): Iterable<Candidate> {
  const { path, instead, cause, finding, document } = trouble;
  if (!document.manifest.keyAt(path) && typeof path.at(-1) !== "number") return;
  const value = valueIn(trouble, path);
  if (instead !== undefined)
    yield* changed(trouble, instead, cause !== undefined || (finding.severity === "warning" && finding.code !== "unlikely-amount"));
  const allowed = cause?.allowed?.filter((word) => word !== instead) ?? [];
  const near = alike(textOf(value), allowed);
  for (const word of [...near, ...allowed.filter((one) => !near.includes(one))].slice(0, few)) yield* changed(trouble, word, false);
}

function changed({ document: { manifest }, path }: Trouble, to: string | number, isSure: boolean): Candidate[] {
  return candidate(say("change-to", { value: String(to) }), setValue(manifest, path, to), isSure);
}

/** A missing field next to an unknown key: renames the key. */
function* insteadOfMissing(trouble: Trouble): Iterable<Candidate> {
  const { document, path } = trouble;
  const name = path.at(-1);
  const { manifest } = document;
  const beside = path.slice(0, -1);
  if (typeof name !== "string" || manifest.keyAt(path)) return;
  const known =
    path.length === 1 ? new Set(["apiVersion", "kind", "metadata", "spec", "data", "status"]) : new Set(fieldsIn(manifest, beside).keys());
  const strangers =
    mappingAt(manifest, beside)
      ?.pairs.flatMap(({ key }) => keyText(key) ?? [])
      .filter((key) => !known.has(key)) ?? [];
  for (const stranger of strangers) {
    const isNear = nearest(stranger, [name]) !== undefined || (path.length === 1 && looksLike(stranger, name));
    if (path.length > 1 || isNear) yield* renamed(trouble, [...beside, stranger], name, isNear);
  }
}

function looksLike(key: string, name: string): boolean {
  return name === "apiVersion" ? /^ap[ip]+_?-?[vV]er?s?ion$/.test(key) : /^k[a-z]{2,4}$/.test(key);
}

/** An apiVersion and a kind that do not match: corrects one by the other. */
function* identity(trouble: Trouble): Iterable<Candidate> {
  const {
    document: { manifest },
  } = trouble;
  const { kind, apiVersion } = manifest;
  const value = manifest.value;
  if (!isObject(value)) return;
  const known =
    kind === undefined ? kindNames.filter((one) => versionsOf(one).some((served) => served.apiVersion === apiVersion)) : alike(kind, kindNames);
  for (const to of kind !== undefined && versionsOf(kind).length > 0 ? [] : known)
    if (versionsOf(to).length > 0)
      yield* candidate(
        say("change-to", { value: to }),
        setValue(manifest, ["kind"], to),
        versionsOf(to).some((one) => one.apiVersion === apiVersion),
      );
  for (const { apiVersion: served } of kind === undefined ? [] : versionsOf(kind))
    yield* candidate(say("change-to", { value: served }), setValue(manifest, ["apiVersion"], served), versionsOf(kind!).length === 1);
}
