import { isObject } from "../../../api/object.ts";
import { goValue } from "../../text/format.ts";
import { goJson, sorted } from "../json.ts";
import { type Node, PathFault } from "./parse.ts";

/** The limit of steps, so that every template ends. */
const mostSteps = 1_000_000;

/** Fills in templates. `missing` says whether a field that is not there is nothing, or a fault. */
export class Evaluation {
  private readonly missing: "nothing" | "fault";
  private steps = 0;

  constructor(missing: "nothing" | "fault") {
    this.missing = missing;
  }

  /** The values of each part of a template, in order. Throws a `PathFault`. */
  results(nodes: readonly Node[], data: unknown): unknown[][] {
    const out: unknown[][] = [];
    this.run(nodes, 0, data, out, false);
    return out;
  }

  /** Goes on from a part until the end, or the `end` of the range that is being gone through. Returns where it stopped. */
  private run(nodes: readonly Node[], from: number, data: unknown, out: unknown[][], inRange: boolean): number {
    for (let i = from; i < nodes.length; i++) {
      const node = nodes[i]!;
      const word = wordOf(node);
      if (word === "end") {
        if (!inRange) throw new PathFault("not in range, nothing to end");
        return i;
      }
      if (word !== "range") {
        out.push(this.walk([data], node));
        continue;
      }
      const values = this.walk([data], { is: "list", nodes: (node as { nodes: readonly Node[] }).nodes.filter((one) => one.is !== "word") });
      let end = nodes.length;
      for (const value of values) end = this.run(nodes, i + 1, value, out, true);
      i = values.length > 0 ? end : this.skip(nodes, i + 1);
    }
    return nodes.length;
  }

  private skip(nodes: readonly Node[], from: number): number {
    let depth = 1;
    for (let i = from; i < nodes.length; i++) {
      const word = wordOf(nodes[i]!);
      if (word === "range") depth++;
      else if (word === "end" && --depth === 0) return i;
    }
    return nodes.length;
  }

  private walk(input: readonly unknown[], node: Node): unknown[] {
    if (++this.steps > mostSteps) throw new PathFault("the template asks for too much");
    switch (node.is) {
      case "text":
        return [node.text];
      case "list":
        return node.nodes.reduce<unknown[]>((values, one) => this.walk(values, one), [...input]);
      case "field":
        return this.field(input, node.name);
      case "slice":
        return input.flatMap((value) => sliced(value, node));
      case "filter":
        return input.flatMap((value) => this.filtered(value, node));
      case "number":
      case "boolean":
        return input.map(() => node.value);
      case "wildcard":
        return input.flatMap(childrenOf);
      case "recursive":
        return input.flatMap((value) => this.descend(value));
      case "union":
        return node.nodes.flatMap((one) => this.walk(input, one));
      case "word":
        throw new PathFault(`unrecognized identifier ${node.name}`);
    }
  }

  private field(input: readonly unknown[], name: string): unknown[] {
    if (input.length === 0) return [];
    const values: unknown[] = [];
    for (const value of input) if (isObject(value) && Object.hasOwn(value, name)) values.push(value[name]);
    if (values.length === 0 && this.missing === "fault") throw new PathFault(`${name} is not found`);
    return values;
  }

  private filtered(value: unknown, { left, right, operator }: Node & { readonly is: "filter" }): unknown[] {
    if (!Array.isArray(value)) throw new PathFault(`${goValue(value)} is not array or slice and cannot be filtered`);
    return (value as unknown[]).filter((item) => {
      if (right === undefined) return this.quietly([item], left).length > 0;
      const lefts = this.walk([item], left);
      const rights = lefts.length === 0 ? [] : this.walk([item], right);
      if (lefts.length > 1 || rights.length > 1) throw new PathFault("can only compare one element at a time");
      return lefts.length === 1 && rights.length === 1 && compared(lefts[0], rights[0], operator);
    });
  }

  private quietly(input: readonly unknown[], node: Node): unknown[] {
    try {
      return this.walk(input, node);
    } catch (error) {
      if (error instanceof PathFault) return [];
      throw error;
    }
  }

  private descend(value: unknown): unknown[] {
    if (++this.steps > mostSteps) throw new PathFault("the template asks for too much");
    const children = childrenOf(value);
    return children.length === 0 ? [] : [value, ...children.flatMap((child) => this.descend(child))];
  }
}

/** `range` and `end` stand first in their action. */
function wordOf(node: Node): "range" | "end" | undefined {
  if (node.is !== "list") return undefined;
  const [first] = node.nodes;
  return first?.is === "word" && (first.name === "range" || first.name === "end") ? first.name : undefined;
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return isObject(value) ? Object.values(value) : [];
}

function sliced(value: unknown, { from, to, step = 1, one }: Node & { readonly is: "slice" }): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new PathFault(`${isObject(value) ? "map[string]interface {}" : typeof value} is not array or slice`);
  const { length } = value;
  const first = (from ?? 0) < 0 ? (from ?? 0) + length : (from ?? 0);
  let last = one ? (from ?? 0) + 1 : (to ?? length);
  if (last < 0 || (last === 0 && one)) last += length;
  if (first === last) return [];
  if (first >= length || first < 0) throw new PathFault(`array index out of bounds: index ${first}, length ${length}`);
  if (last > length || last < 0) throw new PathFault(`array index out of bounds: index ${last - 1}, length ${length}`);
  if (first > last) throw new PathFault(`starting index ${first} is greater than ending index ${last}`);
  if (step <= 0) throw new PathFault("step must be > 0");
  return value.slice(first, last).filter((_, i) => i % step === 0) as unknown[];
}

function compared(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== typeof right || (typeof left === "object" && left !== null)) throw new PathFault("incompatible types for comparison");
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    default:
      throw new PathFault(`unrecognized filter operator ${operator}`);
  }
}

/** Values as a template prints them: those of one part with a blank between, maps and lists as JSON. */
export function printResults(results: readonly (readonly unknown[])[]): string {
  return results
    .map((values) =>
      values.map((value) => (isObject(value) || Array.isArray(value) ? goJson(sorted(value)) : value === null ? "null" : goValue(value))).join(" "),
    )
    .join("");
}
