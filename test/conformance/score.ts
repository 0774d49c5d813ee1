import { isDeepStrictEqual } from "node:util";
import { consoleLines } from "./consoleText.ts";
import { compareLives } from "./containerScore.ts";
import type { Recorded } from "./recordings.ts";

/** How much of one recorded case agrees, by what is compared. */
export type Score = Readonly<Record<string, Outcome>>;

/** How many of the parts that were compared agree. */
export interface Outcome {
  readonly right: number;
  readonly of: number;
  /** Where it differs, for a person to look at. */
  readonly difference: string;
}

function outcome(right: boolean, difference: string): Outcome {
  return { right: right ? 1 : 0, of: 1, difference };
}

interface Cause {
  readonly field: string;
  readonly type: string;
}

/** The verdict; the set of causes, where the server gave some; the fields that its decoder named; the object as it stores it. */
export function scoreVerdict(recorded: Recorded, answer: Recorded): Score {
  if (recorded["defaulted"] !== undefined) {
    const [want, got] = [unallocated(recorded["defaulted"]), unallocated(answer["defaulted"])];
    return { defaults: outcome(isDeepStrictEqual(want, got), firstDifference(want, got)) };
  }
  const { accepted, causes = [], message } = recorded as unknown as { accepted: boolean; causes?: Cause[]; message?: string };
  const found = (answer["causes"] ?? []) as Cause[];
  const verdict = outcome(answer["accepted"] === accepted, `want ${accepted ? "accepted" : "refused"}, got ${show(found)}`);
  if (accepted) return { verdict };
  if (causes.length > 0) {
    const [want, got] = [pairs(causes), pairs(found)];
    return { verdict, causes: outcome(isDeepStrictEqual(want, got), `want ${want.join(", ")}; got ${got.join(", ")}`) };
  }
  const named = decodingFields(message ?? "");
  if (recorded["status"] !== 400 || named.length === 0) return { verdict };
  const fields = new Set(found.flatMap(({ field }) => [field, withoutIndices(field)]));
  return { verdict, decoding: outcome(named.every((field) => fields.has(field)), `want ${named.join(", ")}; got ${[...fields].join(", ")}`) };
}

function pairs(causes: readonly Cause[]): string[] {
  return [...new Set(causes.map(({ field, type }) => `${field} ${type}`))].sort();
}

/** The fields that a decoding error names. A wrong type names Go's own path, without indices and with the names of embedded structs. */
function decodingFields(message: string): string[] {
  const strict = [...message.matchAll(/(?:unknown|duplicate) field "((?:[^"\\]|\\.)*)"/g)].map(([, field]) => field!);
  const typed = [...message.matchAll(/Go struct field \w+\.([\w.]+) of type/g)].map(([, path]) => path!);
  return [...strict, ...typed.map((path) => path.split(".").filter((step) => !/^[A-Z]/.test(step)).join("."))];
}

function withoutIndices(field: string): string {
  return field.replaceAll(/\[[^\]]*\]/g, "");
}

/** A Service without the addresses and ports that the server draws. */
function unallocated(object: unknown): unknown {
  const { kind, spec } = (object ?? {}) as { kind?: string; spec?: Recorded };
  if (kind !== "Service" || !spec) return object;
  const { clusterIP, clusterIPs, healthCheckNodePort: _, ...rest } = spec;
  const ports = (spec["ports"] as Recorded[] | undefined)?.map(({ nodePort: __, ...port }) => port);
  return { ...(object as object), spec: { ...rest, ...(clusterIP === "None" && { clusterIP, clusterIPs }), ...(ports && { ports }) } };
}

/** A script counts by its frames. */
export function scoreRollout(recorded: Recorded, answer: Recorded): Score {
  const wanted = (recorded["steps"] as Recorded[]).map(({ frame }) => frame);
  const got = ((answer["steps"] ?? []) as Recorded[]).map(({ frame }) => frame);
  return { ...counted("frames", wanted, got) };
}

/** Placements count by their decisions. */
export function scorePlacement(recorded: Recorded, answer: Recorded): Score {
  return counted("decisions", recorded["decisions"] as unknown[], (answer["decisions"] ?? []) as unknown[]);
}

/** A session counts by its commands: the code with what was printed, and what was said of errors. */
export function scoreConsole(recorded: Recorded, answer: Recorded): Score {
  const answers = (answer["steps"] ?? []) as Recorded[];
  const pairsOf = (...fields: readonly string[]): [unknown[], unknown[]] => {
    const [wanted, got]: [unknown[], unknown[]] = [[], []];
    for (const [i, step] of (recorded["steps"] as Recorded[]).entries()) {
      if (typeof step["kubectl"] !== "string") continue;
      const said = (of: Recorded | undefined) =>
        Object.fromEntries(fields.map((field) => [field, field === "code" ? of?.[field] : consoleLines(step["kubectl"] as string, String(of?.[field]))]));
      wanted.push(said(step));
      got.push(said(answers[i]));
    }
    return [wanted, got];
  };
  return { ...counted("steps", ...pairsOf("code", "stdout")), ...counted("stderr", ...pairsOf("stderr")) };
}

/** A pod's life counts by its states in order, the times at which things begin, and its events. */
export function scoreLife(recorded: Recorded, answer: Recorded): Score {
  return Object.fromEntries(
    Object.entries(compareLives(recorded, answer)).map(([name, texts]: [string, readonly string[]]) => {
      const wrong = texts.filter((text) => text !== "");
      return [name, { right: texts.length - wrong.length, of: texts.length, difference: wrong[0] ?? "" }];
    }),
  );
}

function counted(name: string, wanted: readonly unknown[], got: readonly unknown[]): Score {
  const plain = JSON.parse(JSON.stringify(got)) as unknown[];
  const first = wanted.findIndex((one, i) => !isDeepStrictEqual(one, plain[i]));
  const right = wanted.filter((one, i) => isDeepStrictEqual(one, plain[i])).length;
  const difference = first < 0 ? "" : `${name} ${first}: ${firstDifference(wanted[first], plain[first])}`;
  return { [name]: { right, of: wanted.length, difference } };
}

/** The first place where two values differ. */
function firstDifference(want: unknown, got: unknown, at = ""): string {
  if (typeof want === "object" && typeof got === "object" && want && got) {
    const [left, right] = [want as Recorded, got as Recorded];
    const key = Object.keys({ ...left, ...right }).find((one) => !isDeepStrictEqual(left[one], right[one]));
    if (key !== undefined) return firstDifference(left[key], right[key], `${at}/${key}`);
  }
  return `${at} want ${show(want)}, got ${show(got)}`;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 300);
}
