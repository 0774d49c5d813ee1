import type { Answer, Command } from "../engine/core/command.ts";
import { refOf } from "../engine/core/objects.ts";
import type { Journey } from "../engine/network/journey.ts";
import type { Step } from "../engine/rehearsal/script.ts";
import type { Cluster, Printed } from "./core/cluster.ts";
import { problem, Problem } from "./core/problem.ts";
import { deprecations, type Flag, type Flags, missingFlags, parseFlags } from "./line/flags.ts";
import { globalFlags } from "./line/globals.ts";
import { splitWords } from "./line/words.ts";
import { stepOf } from "./effects.ts";
import { parseDuration } from "./text/age.ts";
import { onlyContext } from "./verbs/others.ts";
import { commands, find } from "./verbs/commands.ts";
import type { Call, Family, Verb } from "./verbs/verb.ts";

/** Runs a typed line, with or without `kubectl` before it. */
export function runLine(line: string, cluster: Cluster, stdin?: string): Printed {
  const { words, beyond } = splitWords(line);
  if (beyond === "quote") return failed("error: a quotation mark is missing\n");
  if (beyond === "pipe") return failed("error: a rehearsal runs only kubectl, without pipes or other programs\n");
  return run(words[0] === "kubectl" || words[0] === "k" ? words.slice(1) : words, cluster, stdin);
}

function failed(stderr: string): Printed {
  return { stdout: "", stderr, code: 1, effects: [], steps: [] };
}

/** Carries out a command, given as its words. Whatever they are, there is an answer. */
export function run(words: readonly string[], cluster: Cluster, stdin?: string): Printed {
  const effects: Command[] = [];
  const steps: Step[] = [];
  let [stdout, stderr] = ["", ""];
  let journey: Journey | undefined;
  let lacks: Printed["lacks"];
  const session: Session = {
    cluster: recording(cluster, effects, steps, () => (lacks = "documentation")),
    stdin,
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    showWay: (way) => void (journey = way),
  };
  try {
    const code = carryOut(words, session);
    return { code, stdout, stderr, effects, steps, ...(journey && { journey }) };
  } catch (error) {
    const { code, lines } = error instanceof Problem ? error : problem("the command failed inside the rehearsal");
    return { code, stdout, stderr: stderr + lines, effects, steps, ...(lacks && { lacks }) };
  }
}

interface Session extends Pick<Call, "cluster" | "out" | "err" | "showWay"> {
  readonly stdin: string | undefined;
}

/** A cluster that records the commands it has performed, and whether its documentation was missing. */
function recording(cluster: Cluster, effects: Command[], steps: Step[], lack: () => void): Cluster {
  return {
    get documentation() {
      if (!cluster.documentation) lack();
      return cluster.documentation;
    },
    get now() {
      return cluster.now;
    },
    get store() {
      return cluster.store;
    },
    ...(cluster.end !== undefined && { end: cluster.end }),
    get events() {
      return cluster.events;
    },
    perform(command): Answer {
      const step = stepOf(command, command.do === "update" ? cluster.store.get(refOf(command.object)) : undefined);
      const answer = cluster.perform(command);
      if (answer.ok) effects.push(command);
      if (answer.ok && step) steps.push(step);
      return answer;
    },
    tryOut: (command) => cluster.tryOut(command),
    read: (path) => cluster.read(path),
    ...(cluster.files && { files: cluster.files }),
    pass: (until) => cluster.pass(until),
    ...(cluster.containers && { containers: cluster.containers }),
    ...(cluster.usage && { usage: (pod) => cluster.usage?.(pod) }),
    ...(cluster.checksAccess !== undefined && { checksAccess: cluster.checksAccess }),
  };
}

function carryOut(words: readonly string[], session: Session): number {
  const [first, ...rest] = words;
  if (first === undefined || /^(?:-h|--help|help)$/.test(first)) {
    session.out(`kubectl on the rehearsed cluster: ${commands.map(({ name }) => name).join(", ")}\n`);
    return 0;
  }
  if (first.startsWith("-")) return withGlobalsFirst(words, session);
  const command = find(first);
  if (!command) throw unknownCommand(first);
  if (!("verbs" in command)) return perform(command, command.name, rest, words, session);
  return inFamily(command, rest, words, session);
}

/** Flags such as `-n` may come before the command. */
function withGlobalsFirst(words: readonly string[], session: Session): number {
  const known = new Map(
    globalFlags.flatMap((flag) => [[`--${flag.name}`, flag] as const, ...(flag.short ? [[`-${flag.short}`, flag] as const] : [])]),
  );
  const flags: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith("-")) return carryOut([word, ...words.slice(i + 1), ...flags], session);
    const flag = known.get(word.split("=")[0] as `--${string}`);
    flags.push(word);
    if (flag && flag.takes !== "switch" && !word.includes("=") && i + 1 < words.length) flags.push(words[++i]!);
  }
  throw parseFault(words);
}

function parseFault(words: readonly string[]): Problem {
  try {
    parseFlags(words, globalFlags, "");
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return problem("no command given");
}

function inFamily(family: Family, rest: readonly string[], words: readonly string[], session: Session): number {
  const places = [...rest.keys()].filter((i) => !rest[i]!.startsWith("-"));
  for (const count of [2, 1]) {
    const chosen = places.slice(0, count);
    const name = chosen.map((i) => rest[i]).join(" ");
    const verb = chosen.length === count ? family.verbs.find((one) => one.name === name || one.aliases?.includes(name)) : undefined;
    if (verb)
      return perform(
        verb,
        `${family.name} ${verb.name}`,
        [...rest.keys()].filter((i) => !chosen.includes(i)).map((i) => rest[i]!),
        words,
        session,
      );
  }
  if (family.own) return perform(family.own, family.name, rest, words, session);
  throw family.unknown(rest);
}

function perform(verb: Verb, path: string, rest: readonly string[], words: readonly string[], session: Session): number {
  const known: readonly Flag[] = [...verb.flags, ...globalFlags.filter(({ name }) => !verb.flags.some((flag) => flag.name === name))];
  const shorts = new Set(verb.flags.map(({ short }) => short));
  const own = known.map((flag) => (verb.flags.includes(flag) || !flag.short || !shorts.has(flag.short) ? flag : withoutShort(flag)));
  const { args, flags, dash } = parseFlags(rest, own, path);
  if (flags.on("help")) {
    session.out(`kubectl ${path} ${known.map((flag) => `[--${flag.name}]`).join(" ")}\n`);
    return 0;
  }
  session.err(deprecations(flags));
  const missing = missingFlags(verb.flags, flags);
  if (missing) throw missing;
  const fault = reachFault(flags);
  if (fault) throw fault;
  const namespace = flags.text("namespace") || "default";
  const call: Call = {
    ...session,
    path,
    args,
    flags,
    ...(dash !== undefined && { dash }),
    namespace,
    explicitNamespace: flags.has("namespace"),
    words,
  };
  return verb.run(call) ?? 0;
}

/** There is one cluster and one way to reach it. */
function reachFault(flags: Flags): Problem | undefined {
  const [context, file, timeout] = ["context", "kubeconfig", "request-timeout"].map((name) => flags.text(name) ?? "");
  if (file !== "") return problem(`stat ${file}: no such file or directory`);
  if (context !== "" && context !== onlyContext)
    return new Problem(`Error in configuration: context was not found for specified context: ${context}`);
  if (timeout === "" || /^\d+$/.test(timeout!) || parseDuration(timeout!) !== undefined) return undefined;
  const forms = "Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)";
  return problem(`Invalid timeout value. ${forms}`);
}

function withoutShort({ short: _, ...flag }: Flag): Flag {
  return flag;
}

/** What cobra says, with the commands that are spelled nearly like it. */
function unknownCommand(word: string): Problem {
  const small = word.toLowerCase();
  const near = commands.map(({ name }) => name).filter((name) => distance(small, name) <= 2 || name.startsWith(small));
  const hint = near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join("")}` : "";
  return problem(`unknown command ${JSON.stringify(word)} for "kubectl"${hint}`);
}

/** How many letters have to be changed to come from one word to another. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
