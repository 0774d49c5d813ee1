import type { StoredObject } from "../../engine/core/objects.ts";
import { all, misuse, problem, Problem } from "../core/problem.ts";
import { plainText, printed } from "../core/plain.ts";
import { type Finding, find, type Found, get as getObject, list } from "../find/find.ts";
import { allNamespacesFlag, chunkFlag, fieldSelectorFlag, fileFlags, noHeadersFlag, selectorFlag } from "../line/globals.ts";
import { listOf, outputFlags, type Printer, printerFor } from "../output/output.ts";
import { Evaluation } from "../output/jsonPath/evaluate.ts";
import { parseTemplate, PathFault } from "../output/jsonPath/parse.ts";
import { relaxed } from "../output/jsonPath/relaxed.ts";
import { parseDuration } from "../text/age.ts";
import { alignedRows, tableTabs } from "../text/tabs.ts";
import { type TableStyle, tableRows } from "../views/table.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl get` */
export const get: Verb = {
  name: "get",
  expects: "resources",
  flags: [
    ...outputFlags,
    ...fileFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    chunkFlag,
    noHeadersFlag,
    { name: "show-labels", takes: "switch" },
    { name: "label-columns", short: "L", takes: "list" },
    { name: "sort-by", takes: "text" },
    { name: "watch", short: "w", takes: "switch" },
    { name: "watch-only", takes: "switch" },
    { name: "output-watch-events", takes: "switch" },
    { name: "ignore-not-found", takes: "switch" },
    { name: "show-kind", takes: "switch" },
    { name: "server-print", takes: "switch" },
    { name: "subresource", takes: "text" },
    { name: "raw", takes: "text" },
  ],
  run(call) {
    const { flags } = call;
    if (flags.has("raw")) return answerRaw(call);
    if (flags.on("output-watch-events") && !flags.on("watch") && !flags.on("watch-only"))
      throw problem("--output-watch-events option can only be used with --watch or --watch-only");
    const printer = printerFor(flags, "get", call.cluster.read);
    if (call.args.length === 0 && flags.texts("filename").length === 0) {
      call.err('You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n');
      const hint = 'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).';
      throw misuse(call.path, `Required resource not specified.\n${hint}`);
    }
    const finding = find(call.cluster, queryOf(call, { all: false, kindsAreEnough: true }));
    warn(call, finding);
    if (flags.on("watch") || flags.on("watch-only")) watch(call, finding, printer);
    else if (printer === undefined || printer === "wide") printTables(call, finding, printer === "wide");
    else printObjects(call, finding, printer);
  },
};

/** The server is well; it answers no other raw requests. */
function answerRaw({ flags, out }: Call): void {
  if (!/^\/(?:healthz|livez|readyz)$/.test(flags.text("raw") ?? "")) throw problem("a rehearsal does not support raw requests");
  out("ok");
}

/** What the server says of kinds that are on their way out. */
export function warn({ err }: Call, { found, kinds }: Finding): void {
  const isOld = ({ kind }: { readonly kind: string }): boolean => kind === "Endpoints";
  if (kinds.some(isOld) || found.some(({ resource }) => isOld(resource)))
    err("Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n");
}

function failures({ flags }: Call, { problems }: Finding): readonly Problem[] {
  return flags.on("ignore-not-found") ? [] : problems;
}

function printObjects(call: Call, finding: Finding, printer: Printer): void {
  const problems = failures(call, finding);
  if (finding.isSingle && problems.length > 0) throw all(problems);
  const found = sortBy(call, finding.found);
  if (found.length === 0 && call.flags.on("ignore-not-found")) return;
  const [first] = found;
  const objects = found.map(({ object, resource }) => printed(object, resource));
  call.out(printer(finding.isSingle && first ? objects[0]! : listOf(objects)));
  if (problems.length > 0) throw all(problems);
}

function styleOf({ flags }: Call, wide: boolean, kinds: boolean): TableStyle {
  return {
    wide,
    headers: !flags.on("no-headers"),
    namespace: flags.on("all-namespaces"),
    kinds: kinds || flags.on("show-kind"),
    showLabels: flags.on("show-labels"),
    labelColumns: flags.texts("label-columns"),
    plain: !flags.on("server-print", true),
  };
}

function printTables(call: Call, finding: Finding, wide: boolean): void {
  const { cluster, flags, namespace } = call;
  const problems = failures(call, finding);
  const found = sortBy(call, finding.found);
  const style = styleOf(call, wide, new Set([...finding.kinds, ...found.map(({ resource }) => resource)]).size > 1);
  const tables = groupsOf(found).map(({ resource, objects }) =>
    alignedRows(tableRows(resource, objects, cluster, { ...style, namespace: style.namespace && resource.namespaced }), tableTabs),
  );
  call.out(tables.join(style.headers ? "\n" : ""));
  if (problems.length > 0) throw all(problems);
  if (found.length > 0 || flags.on("ignore-not-found")) return;
  const isNamespaced = !flags.on("all-namespaces") && finding.kinds.every((kind) => kind.namespaced);
  call.err(isNamespaced ? `No resources found in ${namespace} namespace.\n` : "No resources found\n");
}

/** Neighbours of one kind share a table. */
function groupsOf(found: readonly Found[]): { readonly resource: Found["resource"]; readonly objects: StoredObject[] }[] {
  const groups: { resource: Found["resource"]; objects: StoredObject[] }[] = [];
  for (const { resource, object } of found) {
    const last = groups.at(-1);
    if (last?.resource === resource) last.objects.push(object);
    else groups.push({ resource, objects: [object] });
  }
  return groups;
}

/** By what a path leads to; what it does not lead to comes first. */
function sortBy({ flags }: Call, found: readonly Found[]): readonly Found[] {
  const path = flags.text("sort-by");
  if (path === undefined || path === "") return found;
  if (found.length === 0) return found;
  const key = keyBy(path);
  const keyed = found.map((one) => ({ one, key: key(one) }));
  if (keyed.every(({ key }) => key === undefined))
    throw problem(`couldn't find any field with path ${JSON.stringify(relaxed(path))} in the list of objects`);
  return keyed.sort((a, b) => byKey(a.key, b.key)).map(({ one }) => one);
}

function keyBy(path: string): (found: Found) => unknown {
  try {
    const template = parseTemplate(relaxed(path));
    return ({ object, resource }) => new Evaluation("nothing").results(template, printed(object, resource)).flat()[0];
  } catch (error) {
    if (error instanceof PathFault) throw problem(`sorting error: ${error.message}`);
    throw error;
  }
}

function byKey(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [plainText(a), plainText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Prints what is there, and then every change, the last state of what goes included, until the request's time is over, or nothing more will change. */
function watch(call: Call, finding: Finding, printer: Printer | "wide" | undefined): void {
  const { cluster, flags } = call;
  // A watch needs the object, and does not look at --ignore-not-found.
  if (finding.problems.length > 0) throw all(finding.problems);
  const resource = finding.found[0]?.resource ?? finding.kinds[0];
  if (!resource) return;
  if (new Set([...finding.found.map((one) => one.resource), ...finding.kinds]).size > 1) throw problem("you may only specify a single resource type");
  const style = styleOf(call, printer === "wide", false);
  const names = finding.kinds.length > 0 ? undefined : new Set(finding.found.map(({ object }) => object.metadata.name));
  let rows: string[][] = [];
  const show = (objects: readonly StoredObject[]): void => {
    if (typeof printer === "function") for (const object of objects) call.out(printer(printed(object, resource)));
    else if (objects.length > 0) rows.push(...tableRows(resource, objects, cluster, { ...style, headers: style.headers && rows.length === 0 }));
  };
  const now = (): readonly StoredObject[] =>
    names
      ? [...names].flatMap((name) => getObject(cluster, resource, call.namespace, name) ?? [])
      : list(cluster, resource, resource.namespaced && !flags.on("all-namespaces") ? call.namespace : undefined);
  let seen = new Map(now().map((object) => [object.metadata.uid, object]));
  if (!flags.on("watch-only")) show([...seen.values()]);
  const end = Math.min(cluster.end ?? Infinity, cluster.now + (parseDuration(flags.text("request-timeout") ?? "0") || hour));
  while (cluster.now < end && cluster.pass(end)) {
    const next = new Map(now().map((object) => [object.metadata.uid, object]));
    const gone = [...seen].filter(([uid]) => !next.has(uid));
    const changed = [...next].filter(([uid, object]) => seen.get(uid) !== object);
    show([...gone, ...changed].map(([, object]) => object));
    seen = next;
  }
  call.out(alignedRows(rows, tableTabs));
  rows = [];
}

const hour = 3_600_000;
