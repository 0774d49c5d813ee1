import type { Step } from "../../engine/rehearsal/script.ts";
import { parseFlags } from "../line/flags.ts";
import { globalFlags } from "../line/globals.ts";
import { splitWords } from "../line/words.ts";
import { findResource } from "../core/resources.ts";
import { find } from "../verbs/commands.ts";

/** The step of a `kubectl` line: output of `inKubectl` is parsed back, and every other line is a step by itself. */
export function stepOfLine(line: string, at: string): Step {
  const { words } = splitWords(line);
  const own = words[0] === "kubectl" || words[0] === "k" ? words.slice(1) : words;
  return plainStep(own, at) ?? { kubectl: line.trim().replace(/^(?:kubectl|k)\s+/, "") };
}

/** Only a command without more to it has a step of its own kind. */
function plainStep(words: readonly string[], at: string): Step | undefined {
  const [verb = "", ...rest] = words;
  const reads = Object.hasOwn(readers, verb) ? readers[verb] : undefined;
  try {
    return reads?.(rest, at);
  } catch {
    return undefined;
  }
}

interface Line {
  readonly args: readonly string[];
  readonly text: (flag: string) => string | undefined;
}

/** The arguments and flags of a command that has no flags but these. */
function lineOf(command: string, verb: string | undefined, words: readonly string[], flags: readonly string[]): Line | undefined {
  const found = find(command);
  const own = found && "verbs" in found ? found.verbs.find(({ name }) => name === verb) : found;
  if (!own || "verbs" in own) return undefined;
  const parsed = parseFlags(words, [...own.flags, ...globalFlags.filter(({ name }) => !own.flags.some((flag) => flag.name === name))], command);
  if (parsed.dash !== undefined || parsed.flags.names().some((name) => !flags.includes(name))) return undefined;
  return { args: parsed.args, text: (flag) => parsed.flags.text(flag) };
}

/** One object: `deployment/web`, `deployment web`. */
function subject(args: readonly string[]): { readonly kind: string; readonly name: string } | undefined {
  const [word = "", name, ...more] = args.flatMap((arg) => arg.split("/"));
  const kind = kindOf(word);
  return kind && name && more.length === 0 ? { kind, name } : undefined;
}

function kindOf(word: string): string | undefined {
  return findResource(word)?.kind;
}

type Read = (words: readonly string[], at: string) => Step | undefined;

const readers: Readonly<Record<string, Read>> = {
  scale: (words) => {
    const line = lineOf("scale", undefined, words, ["replicas"]);
    const what = line && subject(line.args);
    const replicas = Number(line?.text("replicas"));
    return what && Number.isSafeInteger(replicas) && replicas >= 0 ? { scale: { ...what, replicas } } : undefined;
  },
  rollout: ([verb = "", ...words], at) => {
    const line = lineOf("rollout", verb, words, ["to-revision"]);
    const what = line && subject(line.args);
    if (!what) return undefined;
    const revision = Number(line.text("to-revision") ?? 0);
    switch (verb) {
      case "undo":
        return { rollback: { ...what, ...(revision > 0 && { toRevision: revision }) } };
      case "restart":
        return { restart: { ...what, at } };
      case "pause":
        return what.kind === "Deployment" ? { pause: what.name } : undefined;
      case "resume":
        return what.kind === "Deployment" ? { resume: what.name } : undefined;
      default:
        return undefined;
    }
  },
  patch: (words) => {
    const line = lineOf("patch", undefined, words, ["type", "patch"]);
    const what = line?.text("type") === "merge" ? subject(line.args) : undefined;
    return what && { patch: { ...what, patch: JSON.parse(line!.text("patch") ?? "") as unknown } };
  },
  delete: (words) => {
    const line = lineOf("delete", undefined, words, ["cascade"]);
    const what = line && subject(line.args);
    const cascade = line?.text("cascade") ?? "background";
    const propagation = cascades[cascade];
    if (!what || cascade === "background") return what && { delete: what };
    return propagation && { delete: { ...what, propagation } };
  },
  label: (words) => {
    const line = lineOf("label", undefined, words, ["overwrite"]);
    const [kind = "", node, ...pairs] = line?.args.flatMap((arg, i) => (i === 0 ? arg.split("/") : [arg])) ?? [];
    if (kindOf(kind) !== "Node" || node === undefined || pairs.length === 0 || !pairs.every((pair) => /^[^=]+(=.*|-)$/.test(pair))) return undefined;
    const labels = pairs.map((pair): [string, string | null] => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [pair.slice(0, -1), null] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
    return { label: { node, labels: Object.fromEntries(labels) } };
  },
  taint: (words) => {
    const line = lineOf("taint", undefined, words, ["overwrite"]);
    const [kind = "", node, taint = "", ...more] = line?.args.flatMap((arg, i) => (i === 0 ? arg.split("/") : [arg])) ?? [];
    if (kindOf(kind) !== "Node" || node === undefined || more.length > 0) return undefined;
    const [, key, value, effect] = /^([^=:]+?)(?:=([^:]*))?:(\w+)$/.exec(taint) ?? [];
    if (key && effect) return { taint: { node, key, ...(value && { value }), effect } };
    return /^[^=:]+-$/.test(taint) ? { untaint: { node, key: taint.slice(0, -1) } } : undefined;
  },
};

const cascades: Readonly<Record<string, "Foreground" | "Orphan">> = { foreground: "Foreground", orphan: "Orphan" };
