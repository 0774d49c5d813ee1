import type { StoredObject } from "../engine/core/objects.ts";
import type { Cluster } from "./core/cluster.ts";
import { findResource, preferred, type Resource } from "./core/resources.ts";
import type { Flag } from "./line/flags.ts";
import { globalFlags } from "./line/globals.ts";
import { splitWords } from "./line/words.ts";
import { commands, find } from "./verbs/commands.ts";
import type { Expects, Verb } from "./verbs/verb.ts";

/** What may stand at a place of a line: words that replace the text between two offsets. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

/** A list that is longer than this helps nobody. */
const most = 200;

/** What may stand where the cursor is: commands, flags and their values, kinds, and names of what is there. */
export function complete(line: string, offset: number, cluster: Cluster): Completion {
  const before = line.slice(0, offset);
  const current = /\S*$/.exec(before)![0];
  const { words } = splitWords(before.slice(0, before.length - current.length));
  const said = words[0] === "kubectl" || words[0] === "k" ? words.slice(1) : words;
  const { from, choices } = choicesFor(said, current, cluster);
  const typed = current.slice(from);
  const fitting = [...new Set(choices)].filter((choice) => choice.startsWith(typed));
  return { from: offset - typed.length, to: offset, words: fitting.slice(0, most) };
}

/** Words for the part of the current word that begins at `from`. */
interface Choices {
  readonly from: number;
  readonly choices: readonly string[];
}

const whole = (choices: readonly string[]): Choices => ({ from: 0, choices });

function choicesFor(said: readonly string[], current: string, cluster: Cluster): Choices {
  const place = placeOf(said);
  const flags = [...(place.verb?.flags ?? []), ...globalFlags];
  const [name, value] = current.split(/=(.*)/s);
  if (value !== undefined && name!.startsWith("--")) return { from: name!.length + 1, choices: valuesOf(flagCalled(name!, flags), cluster) };
  if (current.startsWith("-")) return whole(flags.map((flag) => `--${flag.name}`));
  const last = flagCalled(said.at(-1) ?? "", flags);
  if (last && last.takes !== "switch" && last.bare === undefined) return whole(valuesOf(last, cluster));
  if (!place.verb || place.names.length > 0) return whole(place.names);
  return argumentsOf(place.verb.expects ?? "nothing", place.args, current, cluster, namespaceIn(said));
}

interface Place {
  readonly verb?: Verb | undefined;
  /** Commands that may come next. */
  readonly names: readonly string[];
  readonly args: readonly string[];
}

function placeOf(said: readonly string[]): Place {
  const [first, ...rest] = plainWords(said, globalFlags);
  if (first === undefined) return { names: commands.map(({ name }) => name), args: [] };
  const command = find(first);
  if (!command) return { names: [], args: [] };
  if (!("verbs" in command)) return { verb: command, names: [], args: plainWords(said, [...command.flags, ...globalFlags]).slice(1) };
  const verb = command.verbs.find((one) => one.name === rest[0] || one.aliases?.includes(rest[0] ?? ""));
  if (!verb) return { verb: command.own, names: rest.length === 0 ? command.verbs.map(({ name }) => name) : [], args: rest };
  return { verb, names: [], args: plainWords(said, [...verb.flags, ...globalFlags]).slice(2) };
}

/** The words that are neither flags nor values of flags. */
function plainWords(said: readonly string[], flags: readonly Flag[]): string[] {
  return said.filter((word, i) => {
    const last = flagCalled(said[i - 1] ?? "", flags);
    return !word.startsWith("-") && !(last && last.takes !== "switch" && last.bare === undefined);
  });
}

function flagCalled(word: string, flags: readonly Flag[]): Flag | undefined {
  if (!word.startsWith("-")) return undefined;
  return flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
}

function valuesOf(flag: Flag | undefined, { store }: Cluster): readonly string[] {
  if (flag?.name === "namespace") return store.list("Namespace").map(nameOf);
  if (flag?.name === "container") return store.list<StoredObject & { spec: { containers?: { name?: string }[] } }>("Pod").flatMap(containersOf);
  return flag?.values ?? [];
}

function containersOf({ spec }: { readonly spec: { readonly containers?: readonly { readonly name?: string }[] } }): string[] {
  return (spec.containers ?? []).map(({ name = "" }) => name);
}

/** What an argument may be, by what the command is about and what was said before. */
function argumentsOf(expects: Expects, args: readonly string[], current: string, cluster: Cluster, namespace: string): Choices {
  const slash = current.indexOf("/");
  const kind = slash < 0 ? undefined : findResource(current.slice(0, slash));
  if (kind && expects !== "nodes") return { from: slash + 1, choices: namesOf(kind, cluster, namespace) };
  switch (expects) {
    case "nothing":
      return whole([]);
    case "nodes":
      return whole([...(args.length === 0 ? ["nodes"] : []), ...cluster.store.list("Node").map(nameOf)].filter((one) => !args.includes(one)));
    case "pods":
      return whole(args.length > 0 ? [] : namesOf(findResource("pods")!, cluster, namespace));
    case "rollouts":
    case "resources": {
      const [first] = args;
      if (first === undefined) return whole(expects === "rollouts" ? rollable : preferred.map(({ plural }) => plural));
      const resource = findResource(first);
      return whole(resource ? namesOf(resource, cluster, namespace).filter((one) => !args.includes(one)) : []);
    }
    case "types":
      return whole(args.length > 0 ? [] : preferred.map(({ plural }) => plural));
  }
}

const rollable = ["daemonsets", "deployments", "statefulsets"];

function namesOf({ kind, namespaced }: Resource, { store }: Cluster, namespace: string): string[] {
  return store.list(kind, namespaced ? namespace : undefined).map(nameOf);
}

function nameOf({ metadata }: StoredObject): string {
  return metadata.name;
}

function namespaceIn(said: readonly string[]): string {
  const at = said.findIndex((word) => word === "-n" || word === "--namespace");
  return said.find((word) => word.startsWith("--namespace="))?.slice("--namespace=".length) ?? (at < 0 ? undefined : said[at + 1]) ?? "default";
}
