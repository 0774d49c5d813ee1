import type { ASTNode, ParseResult } from "@marcbachmann/cel-js";
import { compiledPattern } from "../pattern.ts";
import { environment } from "./functions.ts";

/** The result of a rule; unknown if it could not be evaluated. */
export type Verdict =
  { readonly is: "kept" } | { readonly is: "broken" } | { readonly is: "failed"; readonly why: string } | { readonly is: "unknown" };

/** How much may still be evaluated for an object. */
export interface Budget {
  left: number;
}

/** An expression of a definition, parsed. */
export class Expression {
  readonly readsOld: boolean;
  /** Whether its result may depend on the order of a list's items. */
  readonly readsOrder: boolean;
  private readonly parsed: ParseResult | undefined;
  /** How deep loops are in one another. */
  private readonly depth: number;
  private readonly shape: Shape;

  constructor(text: string) {
    this.shape = new Shape();
    const parsed = parsedOf(text);
    this.depth = parsed ? this.shape.walk(parsed.ast) : 0;
    this.parsed = this.shape.isSafe ? parsed : undefined;
    this.readsOld = this.shape.readsOld;
    this.readsOrder = this.shape.readsOrder;
  }

  /** Evaluates a rule for a value, unless the work might exceed the budget. */
  judge(values: Values, size: Size, budget: Budget): Verdict {
    const result = this.evaluate(values, size, budget);
    if (result.is === "value") return result.value === true ? { is: "kept" } : result.value === false ? { is: "broken" } : { is: "unknown" };
    return result;
  }

  /** The text that an expression evaluates to, if it does. */
  text(values: Values, size: Size, budget: Budget): string | undefined {
    const result = this.evaluate(values, size, budget);
    return result.is === "value" && typeof result.value === "string" && result.value.trim() !== "" ? result.value : undefined;
  }

  private evaluate(values: Values, { count, widest }: Size, budget: Budget): Verdict | { readonly is: "value"; readonly value: unknown } {
    const { length, sums } = this.shape;
    const width = Math.max(1, widest * (1 + sums));
    const most = length * width ** this.depth * (1 + count / width);
    if (!this.parsed || most > budget.left) return { is: "unknown" };
    budget.left -= most;
    try {
      return { is: "value", value: this.parsed(values) as unknown };
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** How much there is in a value: all that is in it, and the length of the longest list or map. */
export interface Size {
  readonly count: number;
  readonly widest: number;
}

/** The variables of a rule. */
export interface Values {
  readonly self: unknown;
  readonly oldSelf?: unknown;
}

function parsedOf(text: string): ParseResult | undefined {
  try {
    return environment().parse(text);
  } catch {
    return undefined;
  }
}

/** The failures that the API server has as well. Any other may be one of the evaluator. */
const failures: Readonly<Record<string, string>> = {
  no_such_key: "no such key",
  index_out_of_bounds: "index out of bounds",
  division_by_zero: "division by zero",
  no_quantity: "not a quantity",
};

function failureOf(error: unknown): Verdict {
  const { code } = error as { code?: unknown };
  const why = typeof code === "string" ? failures[code] : undefined;
  return why === undefined ? { is: "unknown" } : { is: "failed", why };
}

const loops = ["all", "exists", "exists_one", "map", "filter"];
const patterned = ["matches", "find", "findAll"];
const ordered = ["isSorted", "indexOf", "lastIndexOf", "join", "sum", "first", "last", "slice", "reverse", "sort", "sortBy", "format"];

/** The properties of an expression that are needed before it is evaluated. */
class Shape {
  length = 0;
  /** How often lists may be put together. */
  sums = 0;
  readsOld = false;
  readsOrder = false;
  isSafe = true;

  /** Walks an expression. Returns the nesting depth of its loops. */
  walk(node: ASTNode): number {
    this.length += 1;
    if (node.op === "id" && node.args === "oldSelf") this.readsOld = true;
    if (node.op === "+") this.sums += 1;
    if (["+", "[]", "[?]", "list"].includes(node.op)) this.readsOrder = true;
    if (node.op === "rcall") return this.walkCall(node.args);
    return Math.max(0, ...nodesIn(node.args).map((one) => this.walk(one)));
  }

  private walkCall([name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]]): number {
    const inside = Math.max(0, ...args.map((one) => this.walk(one)));
    const before = this.walk(receiver);
    if (ordered.includes(name)) this.readsOrder = true;
    if (patterned.includes(name)) this.isSafe &&= isKnownPattern(args[0]);
    // A bound value can be twice as long as the one bound before it.
    if (name === "bind") this.isSafe = false;
    return Math.max(before, loops.includes(name) && args.length > 1 ? inside + 1 : inside);
  }
}

function isKnownPattern(pattern: ASTNode | undefined): boolean {
  return pattern?.op === "value" && typeof pattern.args === "string" && compiledPattern(pattern.args) !== undefined;
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === "object" && args !== null && "op" in args && "args" in args ? [args as ASTNode] : [];
}
