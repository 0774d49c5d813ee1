import type { CommandResult, Run, Serve } from "../../../engine/processes/behaviour.ts";

/** One thing that a start of a process does, with its blanks as a person fills them in. */
export interface Entry {
  readonly part: Part;
  readonly blanks: Readonly<Partial<Record<Blank, string>>>;
}

/** What a start may do, in the words of a scenario; `ignores` is what SIGTERM does not. */
export type Part = "exit" | "serves" | "exec" | "stop" | "ignores" | "fails";

/** What there is to fill in. */
export type Blank = "after" | "code" | "reason" | "port" | "until" | "status" | "path" | "command" | "from" | "takes" | "message";

/** The parts in their order, each with its blanks; of some there may be several. */
export const parts: Readonly<Record<Part, { readonly blanks: readonly Blank[]; readonly isList?: true }>> = {
  exit: { blanks: ["after", "code", "reason"] },
  serves: { blanks: ["port", "after", "until", "status", "path"], isList: true },
  exec: { blanks: ["command", "from", "code", "takes"], isList: true },
  stop: { blanks: ["takes", "code"] },
  ignores: { blanks: [] },
  fails: { blanks: ["message"] },
};

const texts: readonly Blank[] = ["reason", "path", "command", "message"];
/** What an entry says nothing without. */
const needed: Readonly<Partial<Record<Part, readonly Blank[]>>> = {
  exit: ["after", "code"],
  serves: ["port"],
  exec: ["command"],
  fails: ["message"],
};

/** Whether a blank takes words, and not a number. */
export function isText(blank: Blank): boolean {
  return texts.includes(blank);
}

/** Whether a blank can be left so. */
export function isFilled({ part, blanks }: Entry, blank: Blank): boolean {
  const text = blanks[blank]?.trim() ?? "";
  if (text === "") return !needed[part]?.includes(blank);
  if (isText(blank)) return true;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) return false;
  const isWhole = blank === "code" || blank === "status" || blank === "port";
  return !isWhole || (Number.isInteger(number) && number <= 65_535 && !(blank === "port" && number === 0));
}

/** A start, taken apart. */
export function draftOf({ exit, serves = [], exec = {}, stop, fails }: Run): readonly Entry[] {
  return [
    ...(exit && exit.after < Infinity ? [entry("exit", exit)] : []),
    ...serves.map((serve) => entry("serves", serve)),
    ...Object.entries(exec).flatMap(([command, results]) => results.map((result) => entry("exec", { command, ...result }))),
    ...(stop?.ignores ? [entry("ignores", {})] : stop ? [entry("stop", stop)] : []),
    ...(fails === undefined ? [] : [entry("fails", { message: fails })]),
  ];
}

function entry(part: Part, values: Readonly<Partial<Record<Blank, unknown>>>): Entry {
  const known = parts[part].blanks.filter((blank) => values[blank] !== undefined && values[blank] !== Infinity);
  return { part, blanks: Object.fromEntries(known.map((blank) => [blank, String(values[blank])])) };
}

/** The start that a draft describes; nothing as long as a blank cannot be left so. */
export function runFrom(draft: readonly Entry[]): Run | undefined {
  if (!draft.every((one) => parts[one.part].blanks.every((blank) => isFilled(one, blank)))) return undefined;
  const all = (part: Part): Readonly<Partial<Record<Blank, string | number>>>[] => draft.filter((one) => one.part === part).map(valuesOf);
  const [exit, stop, fails] = (["exit", "stop", "fails"] as const).map((part) => all(part)[0]);
  const serves = all("serves") as unknown as readonly Serve[];
  const exec: Record<string, CommandResult[]> = {};
  for (const { command, ...result } of all("exec")) (exec[String(command)] ??= []).push(result as CommandResult);
  return {
    ...(exit && { exit: exit as unknown as NonNullable<Run["exit"]> }),
    ...(serves.length > 0 && { serves }),
    ...(Object.keys(exec).length > 0 && { exec }),
    ...(all("ignores").length > 0 ? { stop: { ignores: true } } : stop && { stop: stop as NonNullable<Run["stop"]> }),
    ...(fails && { fails: String(fails.message) }),
  };
}

function valuesOf({ blanks }: Entry): Readonly<Partial<Record<Blank, string | number>>> {
  const filled = (Object.entries(blanks) as [Blank, string][]).filter(([, text]) => text.trim() !== "");
  return Object.fromEntries(filled.map(([blank, text]) => [blank, isText(blank) ? text.trim() : Number(text)]));
}
