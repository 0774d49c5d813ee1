import { byText } from "../../api/byText.ts";
import { kinds } from "../../schemas/generated/schema.ts";
import { isWithin, usualVersion } from "../../api/version.ts";
import type { Kind } from "../../schemas/schema.ts";
import { problem, type Problem } from "./problem.ts";

/** A kind as the server serves it, and all that it can be called. */
export interface Resource extends Kind {
  readonly group: string;
  readonly version: string;
  /** `deployment`: a kind in small letters. */
  readonly singular: string;
}

/** Kinds that `all` stands for. */
const ofAll = new Set([
  "Pod",
  "ReplicationController",
  "Service",
  "DaemonSet",
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "HorizontalPodAutoscaler",
  "CronJob",
  "Job",
]);

/** All resources in the order in which `kubectl api-resources` lists them: by group, then by name; of one kind in a group the newest version first. */
export const resources: readonly Resource[] = kinds
  .filter((kind) => isWithin(kind, usualVersion))
  .map((kind): Resource => {
    const [version = "", group = ""] = kind.apiVersion.split("/").toReversed();
    return { ...kind, group, version, singular: kind.kind.toLowerCase() };
  })
  .sort((a, b) => byText(a.group, b.group) || byText(a.plural, b.plural) || byText(b.version, a.version));

/** The resources of the version that a server offers first. */
export const preferred: readonly Resource[] = resources.filter(
  (one, i) => resources.findIndex(({ group, kind }) => group === one.group && kind === one.kind) === i,
);

/** The categories of a resource, as `kubectl api-resources -o wide` shows them. */
export function categoriesOf({ kind }: Resource): readonly string[] {
  return ofAll.has(kind) ? ["all"] : [];
}

const reviews = /Review$|^Binding$/;
const everyVerb = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** The verbs of a resource. */
export function verbsOf({ kind }: Resource): readonly string[] {
  if (reviews.test(kind)) return ["create"];
  if (kind === "ComponentStatus") return ["get", "list"];
  return kind === "Namespace" ? everyVerb.filter((verb) => verb !== "deletecollection") : everyVerb;
}

const byWord = new Map<string, Resource>();
for (const resource of preferred) {
  const words = [resource.plural, resource.singular, ...resource.shortNames];
  for (const word of words) if (!byWord.has(word)) byWord.set(word, resource);
}

/** What a word on the command line means: `deploy`, `deployments`, `Deployment.apps`, `deployments.v1.apps`. */
export function findResource(word: string): Resource | undefined {
  const small = word.toLowerCase();
  const plain = byWord.get(small);
  if (plain || !small.includes(".")) return plain;
  const [name = "", ...rest] = small.split(".");
  const named = resources.filter(({ plural, singular, shortNames }) => plural === name || singular === name || shortNames.includes(name));
  const [version = "", ...group] = rest;
  return (
    named.find((one) => one.version === version && one.group !== "" && one.group === group.join(".")) ??
    named.find((one) => one.group === rest.join(".")) ??
    named.find((one) => one.group.startsWith(rest.join(".")))
  );
}

/** The same, or what the server says where it has no such resource. */
export function resourceFor(word: string): Resource {
  const found = findResource(word);
  if (found) return found;
  throw noResource(word);
}

function noResource(word: string): Problem {
  const [name = "", ...rest] = word.split(".");
  if (rest.length === 0) return problem(`the server doesn't have a resource type ${JSON.stringify(word)}`);
  const isVersion = /^v\d+(?:(?:alpha|beta)\d+)?$/.test(rest[0] ?? "");
  return problem(
    isVersion
      ? `the server doesn't have a resource type ${JSON.stringify(name)}`
      : `the server doesn't have a resource type ${JSON.stringify(name)} in group ${JSON.stringify(rest.join("."))}`,
  );
}

/** The words that a word for several kinds stands for: `all`, or `deploy,rs`. */
export function resourcesFor(words: string): Resource[] {
  return words.split(",").flatMap((word) => (word === "all" ? preferred.filter(({ kind }) => ofAll.has(kind)) : [resourceFor(word)]));
}

/** The resource of an object. */
export function resourceOfKind(kind: string, apiVersion?: string): Resource | undefined {
  return resources.find((one) => one.kind === kind && (apiVersion === undefined || one.apiVersion === apiVersion));
}

/** `deployments.apps`, `pods`: how the server calls a resource in its messages. */
export function groupResource({ plural, group }: Resource): string {
  return group === "" ? plural : `${plural}.${group}`;
}

/** `deployment.apps`, `pod`: how kubectl calls the kind of an object. */
export function typeName({ singular, group }: Resource): string {
  return group === "" ? singular : `${singular}.${group}`;
}
