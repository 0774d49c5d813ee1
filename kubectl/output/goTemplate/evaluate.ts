import { isObject } from "../../../api/object.ts";
import { decodeBase64 } from "../../../api/base64.ts";
import { byText } from "../../../api/byText.ts";
import { goValue } from "../../text/format.ts";
import { whole } from "../../text/whole.ts";
import { goJson } from "../json.ts";
import { type Operand, type TemplatePart, TemplateFault } from "./parse.ts";

/** How many parts of a template may be printed: none may run on. */
const mostSteps = 1_000_000;

interface Scope {
  readonly dot: unknown;
  readonly variables: ReadonlyMap<string, unknown>;
}

/** Fills in a template. Throws a `TemplateFault`. */
export function fillIn(parts: readonly TemplatePart[], data: unknown): string {
  const budget = { steps: 0 };
  return write(parts, { dot: data, variables: new Map([["$", data]]) }, budget);
}

function write(parts: readonly TemplatePart[], scope: Scope, budget: { steps: number }): string {
  const variables = new Map(scope.variables);
  const here = { dot: scope.dot, variables };
  let out = "";
  for (const part of parts) {
    if (++budget.steps > mostSteps) throw new TemplateFault("exceeded maximum steps");
    switch (part.is) {
      case "text":
        out += part.text;
        break;
      case "print":
        out += shown(valueOf(part.value, here));
        break;
      case "set":
        variables.set(part.names[0]!, valueOf(part.value, here));
        break;
      default:
        out += choose(part, here, budget);
    }
  }
  return out;
}

function choose(part: Extract<TemplatePart, { readonly then: unknown }>, scope: Scope, budget: { steps: number }): string {
  const value = valueOf(part.value, scope);
  const named = (values: readonly unknown[]): ReadonlyMap<string, unknown> =>
    new Map([...scope.variables, ...part.names.map((name, i) => [name, values[values.length - part.names.length + i]] as const)]);
  if (part.is === "range") {
    const entries = entriesOf(value);
    if (entries.length === 0) return write(part.otherwise, scope, budget);
    return entries.map(([key, held]) => write(part.then, { dot: held, variables: named([key, held]) }, budget)).join("");
  }
  if (!isTrue(value)) return write(part.otherwise, scope, budget);
  return write(part.then, { dot: part.is === "with" ? value : scope.dot, variables: named([value]) }, budget);
}

function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [...value.entries()];
  if (isObject(value)) return Object.entries(value).sort(([a], [b]) => byText(a, b));
  throw new TemplateFault(`range can't iterate over ${goValue(value)}`);
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** What is not there prints as `<no value>`. */
function shown(value: unknown): string {
  return value === undefined ? "<no value>" : goValue(value);
}

function valueOf(operand: Operand, scope: Scope): unknown {
  switch (operand.is) {
    case "constant":
      return operand.value;
    case "path": {
      if (operand.of !== "." && !scope.variables.has(operand.of)) throw new TemplateFault(`undefined variable ${JSON.stringify(operand.of)}`);
      return follow(operand.of === "." ? scope.dot : scope.variables.get(operand.of), operand.fields);
    }
    case "fields":
      return follow(valueOf(operand.of, scope), operand.fields);
    case "call": {
      const call = Object.hasOwn(functions, operand.name) ? functions[operand.name] : undefined;
      if (!call) throw new TemplateFault(`function ${JSON.stringify(operand.name)} not defined`);
      return call(operand.args.map((arg) => valueOf(arg, scope)));
    }
  }
}

function follow(value: unknown, fields: readonly string[]): unknown {
  let held = value;
  for (const field of fields) {
    if (held === undefined || held === null) {
      if (held === null) throw new TemplateFault(`nil pointer evaluating interface {}.${field}`);
      return undefined;
    }
    if (!isObject(held)) throw new TemplateFault(`can't evaluate field ${field} in type interface {}`);
    held = Object.hasOwn(held, field) ? held[field] : undefined;
  }
  return held;
}

type Call = (args: readonly unknown[]) => unknown;

const functions: Readonly<Record<string, Call>> = {
  and: (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (args) => args.find(isTrue) ?? args.at(-1),
  not: ([value]) => !isTrue(value),
  eq: ([first, ...others]) => others.some((other) => other === first),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => (a as number) < (b as number),
  le: ([a, b]) => (a as number) <= (b as number),
  gt: ([a, b]) => (a as number) > (b as number),
  ge: ([a, b]) => (a as number) >= (b as number),
  len: ([value]) => (isObject(value) ? Object.keys(value).length : ((value as { length?: number } | undefined)?.length ?? 0)),
  index: ([value, ...keys]) => keys.reduce(indexed, value),
  slice: ([value, from = 0, to]) => (value as string).slice(from as number, to as number | undefined),
  print: (args) => args.map(shown).join(" "),
  println: (args) => `${args.map(shown).join(" ")}\n`,
  printf: ([format, ...args]) => formatted(String(format), args),
  js: ([value]) => JSON.stringify(shown(value)).slice(1, -1),
  html: ([value]) => shown(value).replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`),
  urlquery: ([value]) => encodeURIComponent(whole(shown(value))),
  base64decode: ([value]) => decodeBase64(String(value)) ?? "",
  exists: ([value, ...keys]) => keys.reduce(indexed, value) !== undefined,
};

function indexed(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    if (typeof key !== "number" || key < 0 || key >= value.length)
      throw new TemplateFault(`error calling index: index out of range: ${goValue(key)}`);
    return value[key] as unknown;
  }
  return isObject(value) && typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined;
}

function formatted(format: string, args: readonly unknown[]): string {
  const rest = [...args];
  return format.replaceAll(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, marks: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === "%") return "%";
      if (rest.length === 0) return `%!${verb}(MISSING)`;
      const value = rest.shift();
      const text =
        verb === "q" ? goJson(shown(value)) : verb === "f" && typeof value === "number" ? value.toFixed(Number(precision ?? 6)) : shown(value);
      const wide = Math.min(Number(width || 0), 1000);
      return marks.includes("-") ? text.padEnd(wide) : text.padStart(wide, marks.includes("0") && verb !== "s" ? "0" : " ");
    },
  );
}
