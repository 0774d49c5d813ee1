import { parseDuration } from "../text/age.ts";
import { badFlag, problem, type Problem } from "../core/problem.ts";

/** A flag that a command knows. `bare` is its value where it is given without one. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** `texts` may be given several times; a `list` is cut at commas, too. */
  readonly takes: "text" | "texts" | "list" | "switch" | "integer" | "duration";
  readonly bare?: string;
  readonly required?: true;
  /** What kubectl says of it since it is going to go. */
  readonly deprecated?: string;
  /** What may stand there, for completion. */
  readonly values?: readonly string[];
}

/** What was given on a command line. */
export class Flags {
  private readonly given = new Map<string, string[]>();
  private readonly known: ReadonlyMap<string, Flag>;

  constructor(known: readonly Flag[]) {
    this.known = new Map(known.map((flag) => [flag.name, flag]));
  }

  set(flag: Flag, value: string): void {
    const values = flag.takes === "list" ? value.split(",") : [value];
    const before = flag.takes === "texts" || flag.takes === "list" ? (this.given.get(flag.name) ?? []) : [];
    this.given.set(flag.name, [...before, ...values]);
  }

  has(name: string): boolean {
    return this.given.has(name);
  }

  text(name: string): string | undefined {
    return this.given.get(name)?.at(-1);
  }

  texts(name: string): readonly string[] {
    return this.given.get(name) ?? [];
  }

  /** Whether a switch is on; `unless` is what it is where it was not given. */
  on(name: string, unless = false): boolean {
    const value = this.text(name);
    return value === undefined ? unless : /^(?:1|t|T|true|TRUE|True)$/.test(value);
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  /** A span of time, in milliseconds. */
  millis(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : parseDuration(value);
  }

  flag(name: string): Flag | undefined {
    return this.known.get(name);
  }

  /** Every flag that was given, by name. */
  names(): readonly string[] {
    return [...this.given.keys()];
  }
}

/** A command line after its flags have been taken out. */
export interface Parsed {
  readonly args: readonly string[];
  readonly flags: Flags;
  /** How many arguments stood before `--`; nothing where there was none. */
  readonly dash?: number;
}

/** Takes flags out of the words of a command, as kubectl does: anywhere, until `--`. `path` is the command, for what is said of a bad flag. */
export function parseFlags(words: readonly string[], known: readonly Flag[], path: string): Parsed {
  const flags = new Flags(known);
  const args: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") return { args: [...args, ...rest], flags, dash: args.length };
    if (word.startsWith("--")) takeLong(word, rest, flags, path);
    else if (word.startsWith("-") && word.length > 1) takeShorts(word, rest, known, flags, path);
    else args.push(word);
  }
  return { args, flags };
}

function takeLong(word: string, rest: string[], flags: Flags, path: string): void {
  const equals = word.indexOf("=");
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  if (name === "" || name.startsWith("-")) throw badFlag(path, `bad flag syntax: ${word}`);
  const flag = flags.flag(name);
  if (!flag) throw badFlag(path, `unknown flag: --${name}`);
  if (equals >= 0) put(flags, flag, word.slice(equals + 1), path);
  else if (bareOf(flag) !== undefined) put(flags, flag, bareOf(flag)!, path);
  else {
    const value = rest.shift();
    if (value === undefined) throw badFlag(path, `flag needs an argument: --${name}`);
    put(flags, flag, value, path);
  }
}

/** Several letters may share one dash; the rest of the word is the value of the first that takes one. */
function takeShorts(word: string, rest: string[], known: readonly Flag[], flags: Flags, path: string): void {
  for (let letters = word.slice(1); letters !== "";) {
    const short = letters.slice(0, 1);
    const flag = known.find((one) => one.short === short);
    if (!flag) throw badFlag(path, `unknown shorthand flag: '${short}' in -${letters}`);
    const after = letters.slice(short.length);
    if (after.startsWith("=")) return put(flags, flag, after.slice(1), path);
    if (bareOf(flag) === undefined) {
      const value = after === "" ? rest.shift() : after;
      if (value === undefined) throw badFlag(path, `flag needs an argument: '${short}' in -${letters}`);
      return put(flags, flag, value, path);
    }
    put(flags, flag, bareOf(flag)!, path);
    letters = after;
  }
}

function bareOf({ takes, bare }: Flag): string | undefined {
  return bare ?? (takes === "switch" ? "true" : undefined);
}

function put(flags: Flags, flag: Flag, value: string, path: string): void {
  const fault = faultOf(flag, value);
  const called = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
  if (fault) throw badFlag(path, `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(called)} flag: ${fault}`);
  flags.set(flag, value);
}

function faultOf({ takes }: Flag, value: string): string | undefined {
  const shown = JSON.stringify(value);
  switch (takes) {
    case "integer":
      if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${shown}: invalid syntax`;
      return Number.isSafeInteger(Number(value)) ? undefined : `strconv.ParseInt: parsing ${shown}: value out of range`;
    case "switch":
      return /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value) ? undefined : `strconv.ParseBool: parsing ${shown}: invalid syntax`;
    case "duration":
      if (parseDuration(value) !== undefined) return undefined;
      return /^\d+(?:\.\d+)?$/.test(value) ? `time: missing unit in duration ${shown}` : `time: invalid duration ${shown}`;
    default:
      return undefined;
  }
}

/** The flags that a command needs and did not get. */
export function missingFlags(known: readonly Flag[], flags: Flags): Problem | undefined {
  const missing = known.filter(({ name, required }) => required && !flags.has(name)).map(({ name }) => JSON.stringify(name));
  return missing.length > 0 ? problem(`required flag(s) ${missing.join(", ")} not set`) : undefined;
}

/** What kubectl says of flags that are going to go. */
export function deprecations(flags: Flags): string {
  return flags
    .names()
    .map((name) => flags.flag(name))
    .filter((flag) => flag?.deprecated !== undefined)
    .map((flag) => `Flag --${flag!.name} has been deprecated, ${flag!.deprecated}\n`)
    .join("");
}
