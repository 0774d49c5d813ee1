import type { Node, Taint } from "../../schemas/generated/types.ts";
import { labelValue, qualifiedName } from "../../engine/plane/apiServer/nameWords.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { all, misuse, problem, Problem } from "../core/problem.ts";
import { resourceFor } from "../core/resources.ts";
import { find, type Found } from "../find/find.ts";
import { allFlag, dryRunFlag, selectorFlag, validateFlag } from "../line/globals.ts";
import { taintText } from "../views/parts/metadata.ts";
import { changeFlags, dryRunOf, each, printedTry, Reporter, update } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

type StoredNode = Stored<Node>;

/** `kubectl taint` */
export const taint: Verb = {
  name: "taint",
  expects: "nodes",
  flags: [...changeFlags, selectorFlag, allFlag, validateFlag, { name: "overwrite", takes: "switch" }],
  run(call) {
    const { args, flags } = call;
    const first = args.findIndex((arg) => /[=:]|-$/.test(arg) && arg !== args[0]);
    const words = first < 0 ? args : args.slice(0, first);
    const specs = first < 0 ? [] : args.slice(first);
    if (words.length === 0) throw problem("one or more resources must be specified as <resource> <name>");
    if (specs.length === 0) throw problem("at least one taint update is required");
    const changes = readTaints(specs);
    if (resourceFor(words[0]!.split("/")[0]!).kind !== "Node") throw problem(`invalid resource type ${words[0]}, only node types are supported`);
    if (!flags.on("all") && !flags.has("selector") && words.length < 2)
      throw problem("at least one resource name must be specified since 'all' parameter is not set");
    const dry = dryRunOf(call);
    const finding = find(call.cluster, queryOf(call, { args: words }));
    const problems: Problem[] = [...finding.problems];
    const reporter = new Reporter(call, dry);
    each(finding.found, problems, ({ object, resource }) => {
      const { taints, operation } = retainted(object as StoredNode, changes, flags.on("overwrite"));
      const result = update(call, { ...object, spec: { ...(object as StoredNode).spec, taints } } as StoredNode, dry);
      reporter.done({ resource, name: object.metadata.name, operation, object: printedTry(result, resource, false) });
    });
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

interface TaintChanges {
  readonly added: readonly Taint[];
  readonly removed: readonly { readonly key: string; readonly effect: string }[];
}

function readTaints(specs: readonly string[]): TaintChanges {
  const added: Taint[] = [];
  const removed: { key: string; effect: string }[] = [];
  for (const spec of specs) {
    const isGoing = spec.endsWith("-");
    const read = readTaint(isGoing ? spec.slice(0, -1) : spec);
    if (isGoing) removed.push({ key: read.key!, effect: read.effect ?? "" });
    else if (read.effect === undefined) throw misuse("taint", `invalid taint spec: ${spec}`);
    else if (added.some(({ key, effect }) => key === read.key && effect === read.effect))
      throw misuse("taint", `duplicated taints with the same key and effect: ${taintText(read)}`);
    else added.push(read);
  }
  return { added, removed };
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

function readTaint(spec: string): Taint {
  const [pair = "", effect, ...more] = spec.split(":");
  if (more.length > 0) throw misuse("taint", `invalid taint spec: ${spec}`);
  if (effect !== undefined && !effects.includes(effect)) throw misuse("taint", `invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = "", value, ...others] = effect === undefined ? [pair] : pair.split("=");
  if (others.length > 0) throw misuse("taint", `invalid taint spec: ${spec}`);
  const faults = [...(value === undefined ? [] : labelValue(value)), ...qualifiedName(key)];
  if (faults.length > 0) throw misuse("taint", `invalid taint spec: ${spec}, ${faults.join("; ")}`);
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

function retainted(
  node: StoredNode,
  { added, removed }: TaintChanges,
  overwrites: boolean,
): { readonly taints: Taint[]; readonly operation: string } {
  const old = node.spec.taints ?? [];
  const same = (a: Taint, b: { readonly key?: string | undefined; readonly effect?: string | undefined }): boolean =>
    a.key === b.key && a.effect === b.effect;
  if (!overwrites) {
    const clash = added.find((one) => old.some((other) => same(other, one)));
    if (clash) throw problem(`node ${node.metadata.name} already has ${clash.key} taint(s) with same effect(s) and --overwrite is false`);
  }
  let taints = [...added, ...old.filter((one) => !added.some((other) => same(one, other)))];
  const isLonger = old.length !== taints.length;
  let isShorter = false;
  const missing: string[] = [];
  for (const gone of removed) {
    const left = taints.filter((one) => (gone.effect === "" ? one.key !== gone.key : !same(one, gone)));
    isShorter = left.length < taints.length;
    if (!isShorter) missing.push(`taint "${gone.effect === "" ? gone.key : `${gone.key}:${gone.effect}`}" not found`);
    taints = left;
  }
  if (missing.length > 0) throw problem(missing.length > 1 ? `[${missing.join(", ")}]` : missing[0]!);
  const operation = (isLonger && isShorter) || overwrites ? "modified" : isLonger ? "tainted" : "untainted";
  return { taints, operation };
}

const cordonFlags = [dryRunFlag, selectorFlag];

/** `kubectl cordon` */
export const cordon: Verb = { name: "cordon", expects: "nodes", flags: cordonFlags, run: (call) => cordonAll(call, nodesOf(call), true) };

/** `kubectl uncordon` */
export const uncordon: Verb = { name: "uncordon", expects: "nodes", flags: cordonFlags, run: (call) => cordonAll(call, nodesOf(call), false) };

/** The nodes that a command names. */
export function nodesOf(call: Call): readonly Found[] {
  const { args, path, flags } = call;
  if (args.length === 0 && !flags.has("selector")) throw misuse(path, `USAGE: ${path} NODE [flags]`);
  if (args.length > 0 && flags.has("selector")) throw problem("error: cannot specify both a node name and a --selector option");
  const bare = args.map((arg) => (/^nodes?\//.test(arg) ? arg.slice(arg.indexOf("/") + 1) : arg));
  const { found, problems } = find(call.cluster, queryOf(call, { args: ["nodes", ...bare], files: [] }));
  if (problems.length > 0) throw all(problems);
  return found;
}

/** Closes nodes to new pods, or opens them, and says so. */
export function cordonAll(call: Call, nodes: readonly Found[], closed: boolean): void {
  const dry = dryRunOf(call);
  const word = closed ? "cordoned" : "uncordoned";
  const reporter = new Reporter(call, dry);
  for (const { object, resource } of nodes) {
    const node = object as StoredNode;
    const isSo = (node.spec.unschedulable ?? false) === closed;
    const { unschedulable: _, ...spec } = node.spec;
    const next = { ...node, spec: { ...spec, ...(closed && { unschedulable: true }) } } as StoredNode;
    const result = isSo ? node : update(call, next, dry);
    reporter.done({ resource, name: node.metadata.name, operation: isSo ? `already ${word}` : word, object: printedTry(result, resource, false) });
  }
  reporter.end();
}
