import type { StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { Cluster } from "../core/cluster.ts";
import { findResource, preferred, type Resource } from "../core/resources.ts";
import { list } from "../find/find.ts";
import type { Flag } from "../line/flags.ts";
import { globalFlags } from "../line/globals.ts";
import { byText } from "../../api/byText.ts";
import { commands, find } from "../verbs/commands.ts";
import type { Verb } from "../verbs/verb.ts";

/** The completions for the word at the cursor, and the start of that word. */
export interface Completion {
  readonly from: number;
  readonly words: readonly string[];
  /** As far as all words agree; a blank follows the only one. */
  readonly common: string;
}

/** The most completions. */
const most = 200;

/** The completions at the cursor of a line: commands, flags and their values, kinds, and names of objects. */
export function complete(line: string, cursor: number, cluster: Cluster): Completion {
  const before = line.slice(0, cursor);
  const word = /\S*$/.exec(before)![0];
  const words = before
    .slice(0, before.length - word.length)
    .split(/\s+/)
    .filter((one) => one !== "");
  const given = words[0] === "kubectl" || words[0] === "k" ? words.slice(1) : words;
  const { from, offers } = offersFor(given, word, cluster);
  const prefix = word.slice(from);
  const found = [...new Set(offers)].filter((offer) => offer.startsWith(prefix) && offer !== "").slice(0, most);
  return { from: before.length - word.length + from, words: found, common: commonOf(found) };
}

function commonOf([first = "", ...rest]: readonly string[]): string {
  if (rest.length === 0) return first === "" || /[=/]$/.test(first) ? first : `${first} `;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Words to choose from, and where in the word at the cursor they begin. */
interface Offers {
  readonly from: number;
  readonly offers: readonly string[];
}

function offersFor(words: readonly string[], word: string, cluster: Cluster): Offers {
  const plain = words.filter((one, i) => !one.startsWith("-") && !isValue(words, i));
  const command = find(plain[0] ?? "");
  if (!command) return whole(plain.length === 0 ? (word.startsWith("-") ? flagWords(globalFlags) : commands.map(({ name }) => name)) : []);
  const second = "verbs" in command ? command.verbs.find(({ name }) => name === plain[1]) : undefined;
  const verb = "verbs" in command ? (second ?? command.own) : command;
  const subcommands = "verbs" in command && plain.length === 1 && !word.startsWith("-") ? command.verbs.map(({ name }) => name) : [];
  if (!verb) return whole(subcommands);
  const args = plain.slice(second ? 2 : 1);
  const offers = offersOf({ verb, args, words, cluster }, word);
  return { ...offers, offers: [...subcommands, ...offers.offers] };
}

interface Place {
  readonly verb: Verb;
  /** The arguments before the word at the cursor, and all words there. */
  readonly args: readonly string[];
  readonly words: readonly string[];
  readonly cluster: Cluster;
}

function offersOf(place: Place, word: string): Offers {
  const { verb, words } = place;
  const flags = [...verb.flags, ...globalFlags];
  const equals = word.indexOf("=");
  if (word.startsWith("--") && equals > 0) {
    const flag = flags.find(({ name }) => name === word.slice(2, equals));
    return { from: equals + 1, offers: flag ? valuesOf(flag, place) : [] };
  }
  if (word.startsWith("-")) return whole(flagWords(flags));
  const last = flagOf(words.at(-1) ?? "", flags);
  if (last && last.takes !== "switch" && last.bare === undefined) return whole(valuesOf(last, place));
  return argumentsOf(place, word);
}

function whole(offers: readonly string[]): Offers {
  return { from: 0, offers };
}

function flagWords(flags: readonly Flag[]): string[] {
  return flags
    .filter(({ deprecated }) => deprecated === undefined)
    .map(({ name }) => `--${name}`)
    .sort(byText);
}

function flagOf(word: string, flags: readonly Flag[]): Flag | undefined {
  if (word.includes("=")) return undefined;
  if (word.startsWith("--")) return flags.find(({ name }) => `--${name}` === word);
  return /^-[A-Za-z]$/.test(word) ? flags.find(({ short }) => `-${short}` === word) : undefined;
}

/** Whether a word is the value of the flag before it, as far as that is one that every command knows. */
function isValue(words: readonly string[], i: number): boolean {
  const command = find(words.find((word) => !word.startsWith("-")) ?? "");
  const own = command && "flags" in command ? command.flags : [];
  const flag = i > 0 ? flagOf(words[i - 1]!, [...own, ...globalFlags]) : undefined;
  return flag !== undefined && flag.takes !== "switch" && flag.bare === undefined;
}

const outputs = ["custom-columns=", "go-template=", "json", "jsonpath=", "name", "wide", "yaml"];

function valuesOf({ name, values }: Flag, place: Place): readonly string[] {
  switch (name) {
    case "namespace":
      return names(place, "namespaces");
    case "output":
      return values ?? outputs;
    case "selector":
    case "label-columns":
      return labelsOf(place, name === "selector");
    case "container":
      return containersOf(place);
    default:
      return values ?? [];
  }
}

function argumentsOf(place: Place, word: string): Offers {
  const { verb, args } = place;
  if (verb.name === "image" && args.some((arg) => arg.includes("/"))) return whole(containersOf(place).map((name) => `${name}=`));
  switch (verb.expects) {
    case "nodes":
      return whole(verb.name === "taint" && args.length > 1 ? [] : [...(args.length === 0 ? ["nodes"] : []), ...names(place, "nodes")]);
    case "pods":
      if (word.includes("/")) return namesAfterSlash(place, word);
      if (args.length > 0) return whole(verb.name === "logs" ? containersOf(place) : []);
      return whole([...names(place, "pods"), ...kindWords(rolling).map((kind) => `${kind}/`)]);
    case "types":
      return whole(args.length === 0 ? kindWords(preferred) : []);
    case "rollouts":
      return ofKinds(place, word, rolling);
    case "resources":
      return ofKinds(place, word, preferred);
    default:
      return whole([]);
  }
}

const rolling = preferred.filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind));

/** A kind first, then names of that kind; or both in one word, with a slash between them. */
function ofKinds(place: Place, word: string, kinds: readonly Resource[]): Offers {
  const [first = ""] = place.args;
  if (word.includes("/")) return namesAfterSlash(place, word);
  if (place.args.length === 0) return { from: word.lastIndexOf(",") + 1, offers: kindWords(kinds) };
  if (first.includes("/")) return whole([]);
  return whole(names(place, first));
}

function kindWords(kinds: readonly Resource[]): string[] {
  return [...kinds.map(({ plural }) => plural)].sort(byText);
}

function namesAfterSlash(place: Place, word: string): Offers {
  const slash = word.indexOf("/");
  return { from: slash + 1, offers: names(place, word.slice(0, slash)) };
}

function objectsOf({ words, cluster }: Place, kind: string): readonly StoredObject[] {
  const resource = findResource(kind);
  if (!resource) return [];
  const at = words.findIndex((word) => word === "-n" || word === "--namespace");
  const joined = words.find((word) => /^(?:--namespace=|-n=?.)/.test(word) && word !== "--namespace");
  const namespace = joined?.replace(/^(?:--namespace=|-n=?)/, "") ?? (at >= 0 ? words[at + 1] : undefined) ?? "default";
  return list(cluster, resource, resource.namespaced ? namespace : undefined);
}

function names(place: Place, kind: string): string[] {
  const already = new Set(place.args);
  return objectsOf(place, kind)
    .map(({ metadata }) => metadata.name)
    .filter((name) => !already.has(name))
    .sort(byText);
}

function labelsOf(place: Place, withValues: boolean): string[] {
  const [kind = "pods"] = place.args;
  const pairs = objectsOf(place, kind.split("/")[0]!).flatMap(({ metadata }) => Object.entries(metadata.labels ?? {}));
  return pairs.map(([key, value]) => (withValues ? `${key}=${value}` : key)).sort(byText);
}

/** The containers of the object that the arguments name: a pod, or what has a template of pods. */
function containersOf(place: Place): string[] {
  const [first = "", second = ""] = place.args;
  const [kind = "", name = ""] = first.includes("/") ? first.split("/") : findResource(first) && second !== "" ? [first, second] : ["pods", first];
  const object = objectsOf(place, kind).find(({ metadata }) => metadata.name === name);
  const spec = (object as StoredObject & { readonly spec?: StoredPod["spec"] & { readonly template?: { readonly spec?: StoredPod["spec"] } } })?.spec;
  return (spec?.template?.spec ?? spec)?.containers?.flatMap(({ name: container = [] }) => container) ?? [];
}
