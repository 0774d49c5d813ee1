import { type ParameterExpansionPart, parse, type Script, type Word, type WordPart } from "unbash";
import { joined } from "../files.ts";
import { isStamped, outputStamp, variableStamp } from "../text.ts";
import { arithmetic } from "./arithmetic.ts";
import { matches } from "./pattern.ts";
import { type Context, longestValue, mostWords, type Steps } from "./shell.ts";

/** Runs a script in a subshell and gives what it prints. */
export type Substitute = (script: Script, context: Context) => Steps<string>;

/** A field under construction. An empty one counts only if a part of it was quoted. */
interface Field {
  text: string;
  quoted: boolean;
  pattern: boolean;
}

/** Expands words, given a function that runs `$(...)`. Each method returns nothing if a part cannot be read. */
export class Words {
  private readonly substitute: Substitute;

  constructor(substitute: Substitute) {
    this.substitute = substitute;
  }

  /** Expands a list of words to fields. */
  *fields(list: readonly Word[], context: Context): Steps<readonly string[] | undefined> {
    const all: string[] = [];
    for (const word of list) {
      const found = yield* this.fieldsOf(word, context);
      if (!found) return undefined;
      all.push(...found);
      if (all.length > mostWords || all.some(({ length }) => length > longestValue)) return undefined;
    }
    return all;
  }

  private *fieldsOf(word: Word, context: Context): Steps<readonly string[] | undefined> {
    if (!word.parts) return [withHome(word.value, context)];
    const done: Field[] = [];
    let open: Field = { text: "", quoted: false, pattern: false };
    for (const part of word.parts) {
      if (part.type === "BraceExpansion") return context.shell.dialect === "bash" ? bracesOf(word) : [word.value];
      const pieces = yield* this.piecesOf(part, context);
      if (!pieces) return undefined;
      pieces.forEach(({ text, quoted, pattern }, i) => {
        if (i > 0) {
          done.push(open);
          open = { text: "", quoted: false, pattern: false };
        }
        open = { text: open.text + text, quoted: open.quoted || quoted, pattern: open.pattern || pattern };
      });
    }
    return [...done, open]
      .filter(({ text, quoted }) => text !== "" || quoted)
      .flatMap((field) => (field.pattern ? paths(field.text, context) : [field.text]));
  }

  /** The fields of a part; the first one continues the field before it. */
  private *piecesOf(part: WordPart, context: Context): Steps<readonly Field[] | undefined> {
    switch (part.type) {
      case "Literal":
        return [{ text: part.value, quoted: true, pattern: false }];
      case "SingleQuoted":
      case "AnsiCQuoted":
        return [{ text: part.value, quoted: true, pattern: false }];
      case "Glob":
        return [{ text: part.text, quoted: true, pattern: true }];
      case "DoubleQuoted":
      case "LocaleString": {
        if (part.parts.length === 1 && part.parts[0]!.text === "$@") {
          return spread(context.shell.own.parameters.slice(1), true);
        }
        let text = "";
        for (const child of part.parts) {
          const value = yield* this.valueOf(child, context);
          if (value === undefined) return undefined;
          text += value;
        }
        return [{ text, quoted: true, pattern: false }];
      }
      default: {
        if (part.text === "$@" || part.text === "$*")
          return context.shell.own.parameters.length > 1 ? context.shell.own.parameters.slice(1).flatMap(split) : split("");
        const value = yield* this.valueOf(part, context);
        return value === undefined ? undefined : split(value);
      }
    }
  }

  private *valueOf(part: WordPart, context: Context): Steps<string | undefined> {
    switch (part.type) {
      case "Literal":
      case "SingleQuoted":
      case "AnsiCQuoted":
        return part.value;
      case "Glob":
        return part.text;
      case "SimpleExpansion":
        return parameter(part.text.slice(1), context);
      case "ParameterExpansion":
        return yield* this.expansion(part, context);
      case "CommandExpansion":
        return part.script ? yield* this.substitute(part.script, context) : undefined;
      case "ArithmeticExpansion": {
        const value = yield* this.number(part.expression, context);
        return value === undefined ? undefined : String(value);
      }
      case "DoubleQuoted":
      case "LocaleString":
        return yield* this.joinedValue(part.parts, context);
      default:
        return undefined;
    }
  }

  private *joinedValue(parts: readonly WordPart[], context: Context): Steps<string | undefined> {
    let text = "";
    for (const part of parts) {
      const value = yield* this.valueOf(part, context);
      if (value === undefined || text.length > longestValue) return undefined;
      text += value;
    }
    return text;
  }

  /** A value without splitting: of an assignment, a redirection or a pattern. */
  *value(word: Word, context: Context): Steps<string | undefined> {
    const value = word.parts ? yield* this.joinedValue(word.parts, context) : withHome(word.value, context);
    return value !== undefined && value.length > longestValue ? undefined : value;
  }

  private *expansion(part: ParameterExpansionPart, context: Context): Steps<string | undefined> {
    const { parameter: name, prefix, index, operation } = part;
    if (index || prefix === "!") return undefined;
    const value = parameter(name, context);
    if (value === undefined) return undefined;
    if (prefix === "#") return isStamped(value) ? undefined : String(value.length);
    if (!operation) return value;
    const unset = operation.type === "Default" && (operation.operator.startsWith(":") ? value === "" : !isSet(name, context));
    switch (operation.type) {
      case "Default": {
        const replaces = operation.operator.endsWith("+") ? !unset : unset;
        if (!replaces) return operation.operator.endsWith("+") ? "" : value;
        const operand = yield* this.value(operation.operand, context);
        if (operand === undefined || operation.operator.endsWith("?")) return undefined;
        if (operation.operator.endsWith("=")) context.shell.variables.set(name, operand);
        return operand;
      }
      case "Remove": {
        const pattern = yield* this.value(operation.operand, context);
        return pattern === undefined || isStamped(value) ? undefined : removed(value, pattern, operation.operator);
      }
      default:
        return undefined;
    }
  }

  /** The number of an arithmetic expression. */
  *number(expression: Parameters<typeof arithmetic>[0], context: Context): Steps<number | undefined> {
    return yield* arithmetic(expression, context.shell, (text) => this.operand(text, context));
  }

  private *operand(text: string, context: Context): Steps<string | undefined> {
    if (!/[$`]/.test(text)) return text;
    const word = firstWord(text);
    return word && (yield* this.value(word, context));
  }
}

/** An arithmetic word such as `$i`, as a word of the shell. */
function firstWord(text: string): Word | undefined {
  const command = parse(`: ${text}`).commands[0]?.command;
  const argument = command?.type === "Command" ? command.args[0] : undefined;
  return argument?.type === "Word" ? argument : undefined;
}

function parameter(name: string, { shell }: Context): string | undefined {
  const { own, variables, jobs } = shell;
  if (/^\d+$/.test(name)) return own.parameters[Number(name)] ?? "";
  switch (name) {
    case "?":
      return String(own.status);
    case "#":
      return String(own.parameters.length - 1);
    case "@":
    case "*":
      return own.parameters.slice(1).join(" ");
    case "$":
      return "1";
    case "!":
      return jobs.length === 0 ? "" : String(jobs.length + 1);
    case "-":
      return "";
    case "RANDOM":
    case "SECONDS":
      if (shell.dialect === "dash" || variables.has(name)) return variables.get(name) ?? "";
      return name === "SECONDS" ? String(Math.floor(shell.machine.now)) : outputStamp("RANDOM");
    default:
      return variables.get(name) ?? (shell.openVariables || /_SERVICE_(HOST|PORT)/.test(name) ? variableStamp(name) : "");
  }
}

function isSet(name: string, { shell }: Context): boolean {
  return /^\d+$/.test(name) ? Number(name) < shell.own.parameters.length : shell.variables.has(name);
}

function removed(value: string, pattern: string, operator: "#" | "##" | "%" | "%%"): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  const ordered = operator.length === 2 ? lengths.toReversed() : lengths;
  const front = operator.startsWith("#");
  const length = ordered.find((n) => matches(pattern, front ? value.slice(0, n) : value.slice(value.length - n))) ?? 0;
  return front ? value.slice(length) : value.slice(0, value.length - length);
}

/** Splits an unquoted value into fields. */
function split(value: string): Field[] {
  const parts = value.split(/[ \t\n]+/);
  return parts.slice(0, mostWords + 1).map((text) => ({ text, quoted: false, pattern: false }));
}

function spread(values: readonly string[], quoted: boolean): Field[] {
  return values.length === 0 ? [{ text: "", quoted: false, pattern: false }] : values.map((text) => ({ text, quoted, pattern: false }));
}

function withHome(text: string, { shell }: Context): string {
  return text === "~" || text.startsWith("~/") ? (shell.variables.get("HOME") ?? "/root") + text.slice(1) : text;
}

/** The paths that match a pattern, or the pattern itself if there are none. */
function paths(pattern: string, { shell }: Context): readonly string[] {
  const slash = pattern.lastIndexOf("/");
  const directory = joined(shell.own.directory, slash < 0 ? "." : pattern.slice(0, slash) || "/");
  const name = pattern.slice(slash + 1);
  if (/[*?[]/.test(pattern.slice(0, Math.max(slash, 0)))) return [pattern];
  const names = shell.machine.files.namesIn(directory).filter((each) => matches(name, each) && (!each.startsWith(".") || name.startsWith(".")));
  return names.length === 0 ? [pattern] : names.map((each) => pattern.slice(0, slash + 1) + each);
}

/** `{1..5}` and `{a,b}` of bash, one of them in a word. */
function bracesOf({ value }: Word): readonly string[] | undefined {
  const found = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(value);
  if (!found) return undefined;
  const [, before = "", inside = "", after = ""] = found;
  const range = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(inside);
  if (!range) return inside.includes(",") ? inside.split(",").map((each) => before + each + after) : [value];
  const [from, to] = [Number(range[1]), Number(range[2])];
  const count = Math.abs(to - from) + 1;
  return count > mostWords ? undefined : Array.from({ length: count }, (_, i) => `${before}${from + (to < from ? -i : i)}${after}`);
}
