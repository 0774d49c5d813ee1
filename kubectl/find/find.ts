import type { StoredObject } from "../../engine/core/objects.ts";
import { memoize } from "../../api/memoize.ts";
import { isObject } from "../../api/object.ts";
import { matcher } from "../../api/selector.ts";
import type { Cluster } from "../core/cluster.ts";
import { problem, Problem, refusalText } from "../core/problem.ts";
import { textAt } from "../core/plain.ts";
import { groupResource, type Resource, resourceFor, resourcesFor } from "../core/resources.ts";
import { byText } from "../../api/byText.ts";
import { parseFields } from "./fieldQuery.ts";
import { parseLabels } from "./labelQuery.ts";
import { type Manifest, readManifests } from "./manifests.ts";
import { filesAt } from "./paths.ts";

/** Which objects a command is about, as its words and flags say it. */
export interface Query {
  readonly args: readonly string[];
  readonly namespace: string;
  /** Whether the namespace was asked for: manifests then have to be of it. */
  readonly explicitNamespace?: boolean;
  readonly allNamespaces?: boolean;
  readonly labels?: string | undefined;
  readonly fields?: string | undefined;
  readonly files?: readonly string[];
  /** Folders are read with those within them. */
  readonly recursive?: boolean;
  readonly stdin?: string | undefined;
  /** All objects of the kinds that are named. */
  readonly all?: boolean;
  /** Whether kinds alone mean all their objects. */
  readonly kindsAreEnough?: boolean;
  /** What is said before a server's refusal of an object of a file. */
  readonly fileContext?: (source: string) => string;
}

export interface Found {
  readonly resource: Resource;
  readonly object: StoredObject;
}

/** The objects that were found, the problems, and whether the words named just one object. */
export interface Finding {
  readonly found: readonly Found[];
  readonly problems: readonly Problem[];
  readonly isSingle: boolean;
  /** The kinds that were asked for as a whole. */
  readonly kinds: readonly Resource[];
}

/** Objects by name, by `type/name`, by kind and selector, or by the names in files. Throws what kubectl says of words that make no sense. */
export function find(cluster: Cluster, query: Query): Finding {
  if (query.files && query.files.length > 0) return byFiles(cluster, query);
  const asked = wordsOf(query);
  const selects = query.all || query.labels !== undefined || query.fields !== undefined || (asked.is === "kinds" && query.kindsAreEnough);
  if (selects) {
    if (asked.is === "names") throw problem("name cannot be provided when a selector is specified");
    if (asked.is === "tuples") throw problem("selectors and the all flag cannot be used when passing resource/name arguments");
    if (asked.is === "none") throw problem("at least one resource must be specified to use a selector");
    return bySelector(cluster, query, resourcesFor(asked.kinds));
  }
  switch (asked.is) {
    case "tuples":
      return byNames(
        cluster,
        query,
        asked.tuples.map(([kind, name]) => ({ resource: resourceFor(kind), name })),
      );
    case "names": {
      const resource = resourceFor(asked.kind);
      return byNames(
        cluster,
        query,
        asked.names.map((name) => ({ resource, name })),
      );
    }
    case "kinds":
      resourcesFor(asked.kinds);
      throw problem("resource(s) were provided, but no name was specified");
    case "none":
      throw new Problem(missing);
  }
}

const missing = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

type Asked =
  | { readonly is: "tuples"; readonly tuples: readonly (readonly [string, string])[] }
  | { readonly is: "names"; readonly kind: string; readonly names: readonly string[] }
  | { readonly is: "kinds"; readonly kinds: string }
  | { readonly is: "none" };

function wordsOf({ args }: Query): Asked {
  const [first = "", ...names] = args;
  const several = first.split(",");
  const words = names.length > 0 && several.length > 1 ? several.flatMap((kind) => names.map((name) => `${kind}/${name}`)) : args;
  const slashed = words.filter((word) => word.includes("/"));
  if (slashed.length > 0) {
    if (slashed.length < words.length) throw problem(mixed);
    return { is: "tuples", tuples: words.map(tupleOf) };
  }
  if (args.length === 0) return { is: "none" };
  return names.length > 0 ? { is: "names", kind: first, names } : { is: "kinds", kinds: first };
}

const mixed =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

function tupleOf(word: string): readonly [string, string] {
  const [kind = "", name = "", ...more] = word.split("/");
  if (more.length > 0) throw problem("arguments in resource/name form may not have more than one slash");
  if (kind === "" || name === "" || kind.includes(",")) throw problem("arguments in resource/name form must have a single resource and name");
  return [kind, name];
}

function byNames(cluster: Cluster, query: Query, wanted: readonly { readonly resource: Resource; readonly name: string }[]): Finding {
  const found: Found[] = [];
  const problems: Problem[] = [];
  for (const { resource, name } of wanted) {
    if (query.allNamespaces && resource.namespaced) throw problem("a resource cannot be retrieved by name across all namespaces");
    const object = get(cluster, resource, query.namespace, name);
    if (object) found.push({ resource, object });
    else problems.push(notThere(cluster, query.namespace, resource, name));
  }
  return { found, problems, isSingle: wanted.length === 1, kinds: [] };
}

/** Where there is no such namespace, that is what is said. */
function notThere({ store }: Cluster, namespace: string, resource: Resource, name: string): Problem {
  const isNowhere = resource.namespaced && !store.get({ kind: "Namespace", namespace: "", name: namespace });
  return isNowhere ? notFound(resourceFor("namespaces"), namespace) : notFound(resource, name);
}

/** An object by its name. */
export function get(cluster: Cluster, { kind, namespaced }: Resource, namespace: string, name: string): StoredObject | undefined {
  if (kind === "Event") return cluster.events.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  return cluster.store.get({ kind, namespace: namespaced ? namespace : "", name });
}

/** The server's word for an object that is not there. */
export function notFound(resource: Resource, name: string, context = ""): Problem {
  const message = `${groupResource(resource)} ${JSON.stringify(name)} not found`;
  return new Problem(refusalText({ ok: false, code: 404, reason: "NotFound", message }, context));
}

function bySelector(cluster: Cluster, query: Query, kinds: readonly Resource[]): Finding {
  const found: Found[] = [];
  const problems: Problem[] = [];
  for (const resource of kinds) {
    const objects = selected(cluster, query, resource);
    if (objects instanceof Problem) problems.push(objects);
    else found.push(...objects.map((object) => ({ resource, object })));
  }
  return { found, problems, isSingle: false, kinds };
}

function selected(cluster: Cluster, { namespace, allNamespaces, labels, fields }: Query, resource: Resource): readonly StoredObject[] | Problem {
  const byLabels = labels === undefined || labels === "" ? undefined : parseLabels(labels);
  const byFields = fields === undefined ? undefined : parseFields(fields, resource.kind);
  const fault = (byLabels && "fault" in byLabels && byLabels.fault) || (byFields && "fault" in byFields && byFields.fault);
  if (fault) {
    const what = JSON.stringify(`${resource.apiVersion.includes("/") ? resource.apiVersion : "/v1"}, Resource=${resource.plural}`);
    const asked = `label selector ${JSON.stringify(labels ?? "")}, field selector ${JSON.stringify(fields ?? "")}`;
    return new Problem(`Error from server (BadRequest): Unable to find ${what} that match ${asked}: ${fault}`);
  }
  const everything = list(cluster, resource, resource.namespaced && !allNamespaces ? namespace : undefined);
  const matches = byLabels && "selector" in byLabels ? matcher(byLabels.selector) : undefined;
  const holds = byFields && "matches" in byFields ? byFields.matches : undefined;
  return everything.filter((object) => (matches?.(object.metadata.labels) ?? true) && (holds?.(object) ?? true));
}

/** All objects of a kind, in the server's order: by namespace, then by name. */
export function list(cluster: Cluster, { kind }: Resource, namespace: string | undefined): readonly StoredObject[] {
  if (kind !== "Event") return inOrder(cluster.store.list(kind, namespace));
  return inOrder(cluster.events.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace));
}

/** Kept for a list that the store hands out again as long as nothing in it changes. */
const inOrder = memoize((objects: readonly StoredObject[]): readonly StoredObject[] =>
  objects.toSorted(({ metadata: a }, { metadata: b }) => byText(a.namespace, b.namespace) || byText(a.name, b.name)),
);

function byFiles(cluster: Cluster, query: Query): Finding {
  if (query.args.length > 0) throw problem("when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
  const { manifests, problems: unread } = readFiles(cluster, query);
  const found: Found[] = [];
  const missed: Problem[] = [];
  for (const { resource, object, source } of manifests) {
    const name = textAt(object, "metadata", "name") ?? "";
    const stored = get(cluster, resource, textAt(object, "metadata", "namespace") ?? query.namespace, name);
    if (stored) found.push({ resource, object: stored });
    else missed.push(notFound(resource, name, query.fileContext?.(source)));
  }
  return { found, problems: [...missed, ...unread], isSingle: manifests.length === 1, kinds: [] };
}

/** The manifests of the files that are named, and what could not be read of them; `-` is the standard input. */
export function readFiles(
  cluster: Cluster,
  { files = [], recursive = false, stdin, namespace, explicitNamespace, labels }: Query,
  validates = true,
): { readonly manifests: readonly Manifest[]; readonly problems: readonly Problem[] } {
  const isSelected = selectorOf(labels);
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  const read = filesAt(cluster, files, stdin, recursive).flatMap(({ text, source }) => readManifests(text, source, validates));
  for (const one of read) {
    if (one instanceof Problem) problems.push(one);
    else if (isSelected?.(labelsOf(one)) ?? true) {
      const strange = explicitNamespace && one.resource.namespaced ? otherNamespace(one, namespace) : undefined;
      if (strange) problems.push(strange);
      else manifests.push(one);
    }
  }
  return { manifests, problems };
}

function selectorOf(labels: string | undefined): ReturnType<typeof matcher> | undefined {
  const read = labels ? parseLabels(labels) : undefined;
  if (read && "fault" in read) throw problem(read.fault);
  return read && matcher(read.selector);
}

function labelsOf({ object }: Manifest): Readonly<Record<string, string>> {
  const metadata = object["metadata"];
  const labels = isObject(metadata) ? metadata["labels"] : undefined;
  return isObject(labels) ? (labels as Record<string, string>) : {};
}

function otherNamespace({ object }: Manifest, namespace: string): Problem | undefined {
  const own = textAt(object, "metadata", "namespace");
  if (own === undefined || own === namespace) return undefined;
  const [shown, asked] = [JSON.stringify(own), JSON.stringify(namespace)];
  return problem(
    `the namespace from the provided object ${shown} does not match the namespace ${asked}. You must pass '--namespace=${own}' to perform this operation.`,
  );
}
