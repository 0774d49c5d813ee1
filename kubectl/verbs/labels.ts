import { all, Problem, problem } from "../core/problem.ts";
import { find, type Found } from "../find/find.ts";
import { allFlag, allNamespacesFlag, fieldSelectorFlag, recordFlag, selectorFlag } from "../line/globals.ts";
import type { Flag } from "../line/flags.ts";
import { byText } from "../../api/byText.ts";
import { type Labels } from "../text/format.ts";
import { changeFlags, type DryRun, dryRunOf, each, printedTry, recorded, Reporter, update } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** Labels and annotations differ in a few words. */
interface Mark {
  readonly field: "labels" | "annotations";
  readonly noun: "label" | "annotation";
}

const flags: readonly Flag[] = [
  ...changeFlags,
  selectorFlag,
  fieldSelectorFlag,
  allFlag,
  allNamespacesFlag,
  recordFlag,
  { name: "overwrite", takes: "switch" },
  { name: "list", takes: "switch" },
  { name: "local", takes: "switch" },
  { name: "resource-version", takes: "text" },
];

/** `kubectl label` */
export const label: Verb = { name: "label", expects: "resources", flags, run: (call) => mark(call, { field: "labels", noun: "label" }) };

/** `kubectl annotate` */
export const annotate: Verb = {
  name: "annotate",
  expects: "resources",
  flags,
  run: (call) => mark(call, { field: "annotations", noun: "annotation" }),
};

/** What is to be set, and what is to go. */
interface Changes {
  readonly set: Labels;
  readonly removed: readonly string[];
}

/** Words that name objects come first, then `key=value` and `key-`. */
export function wordsAndPairs(
  args: readonly string[],
  noun: string,
  removes: boolean,
): { readonly words: readonly string[]; readonly pairs: readonly string[] } {
  const isPair = (arg: string): boolean => arg.indexOf("=") > 0 || (removes && arg.endsWith("-") && arg !== "-");
  const first = args.findIndex(isPair);
  if (first < 0) return { words: args, pairs: [] };
  const late = args.slice(first).find((arg) => !isPair(arg));
  if (late !== undefined) throw problem(`all resources must be specified before ${noun} changes: ${late}`);
  return { words: args.slice(0, first), pairs: args.slice(first) };
}

function mark(call: Call, { field, noun }: Mark): void {
  const { words, pairs } = wordsAndPairs(call.args, noun, true);
  if (words.length === 0 && call.flags.texts("filename").length === 0)
    throw problem("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  const isList = call.flags.on("list");
  if (pairs.length === 0 && !isList) throw problem(`at least one ${noun} update is required`);
  const changes = changesOf(pairs, noun);
  const dry = dryRunOf(call);
  const finding = find(call.cluster, queryOf(call, { args: words }));
  const problems: Problem[] = [...finding.problems];
  const reporter = new Reporter(call, dry);
  each(finding.found, problems, (found) => {
    if (isList) list(call, found, { field, noun }, finding.isSingle);
    else markOne(call, found, changes, { field, noun }, dry, reporter);
  });
  reporter.end();
  if (problems.length > 0) throw all(problems);
}

function changesOf(pairs: readonly string[], noun: string): Changes {
  const set: Record<string, string> = {};
  const removed: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals < 0) removed.push(pair.slice(0, -1));
    else set[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  const both = removed.find((key) => Object.hasOwn(set, key));
  if (both !== undefined) throw problem(`can not both modify and remove ${noun === "label" ? "a label" : "an annotation"} in the same command`);
  return { set, removed };
}

function list({ out }: Call, { object, resource }: Found, { field, noun }: Mark, isSingle: boolean): void {
  if (!isSingle) out(`Listing ${noun}s for ${resource.kind}.${resource.group}/${object.metadata.name}:\n`);
  const entries = Object.entries(object.metadata[field] ?? {}).sort(([a], [b]) => byText(a, b));
  for (const [key, value] of entries) out(`${isSingle ? "" : " "}${key}=${value}\n`);
}

function markOne(call: Call, { resource, object }: Found, { set, removed }: Changes, { field, noun }: Mark, dry: DryRun, reporter: Reporter): void {
  const old: Labels = object.metadata[field] ?? {};
  if (!call.flags.on("overwrite")) refuseOverwriting(old, set, noun);
  if (noun === "label" && dry !== "client")
    for (const key of removed) if (!Object.hasOwn(old, key)) call.out(`label ${JSON.stringify(key)} not found.\n`);
  const next: Record<string, string> = { ...old, ...set };
  for (const key of removed) delete next[key];
  const added = Object.entries(set).some(([key, value]) => old[key] !== value);
  const gone = removed.some((key) => Object.hasOwn(old, key));
  const changed = recorded(call, { ...object, metadata: { ...object.metadata, [field]: next } });
  const result = added || gone ? update(call, changed, dry) : object;
  const operation = noun === "annotation" ? "annotated" : labelWord(added, gone);
  reporter.done({ resource, name: object.metadata.name, operation, object: printedTry(result, resource, false) });
}

function labelWord(added: boolean, gone: boolean): string {
  if (added) return gone ? "modified" : "labeled";
  return gone ? "unlabeled" : "not labeled";
}

function refuseOverwriting(old: Labels, set: Labels, noun: string): void {
  const clashes = Object.entries(set)
    .filter(([key, value]) => Object.hasOwn(old, key) && old[key] !== value)
    .map(([key]) => `'${key}' already has a value (${old[key]})`)
    .sort(byText);
  if (clashes.length === 0) return;
  if (noun === "label") throw problem(clashes.map((clash) => `${clash}, and --overwrite is false`).join(", "));
  throw problem(`--overwrite is false but found the following declared annotation(s): ${clashes.join("; ")}`);
}
