/** A part of a JSONPath template. */
export type Node =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "list"; readonly nodes: readonly Node[] }
  | { readonly is: "field"; readonly name: string }
  | {
      readonly is: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number | undefined;
      readonly one: boolean;
    }
  | { readonly is: "filter"; readonly left: Node; readonly right: Node | undefined; readonly operator: string }
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "boolean"; readonly value: boolean }
  | { readonly is: "wildcard" }
  | { readonly is: "recursive" }
  | { readonly is: "union"; readonly nodes: readonly Node[] }
  | { readonly is: "word"; readonly name: string };

/** A template that cannot be read, or not be filled in. */
export class PathFault extends Error {}

/** Reads a template: text, and actions between braces. Throws a `PathFault`. */
export function parseTemplate(template: string): readonly Node[] {
  const nodes: Node[] = [];
  for (let rest = template; rest !== "";) {
    const open = rest.indexOf("{");
    if (open !== 0) nodes.push({ is: "text", text: open < 0 ? rest : rest.slice(0, open) });
    if (open < 0) break;
    const action = new Action(rest.slice(open + 1));
    nodes.push({ is: "list", nodes: action.parse() });
    rest = action.rest;
  }
  return nodes;
}

/** What ends a name. */
const ends = new Set([" ", "\t", "\r", "\n", "", ".", ",", "[", "]", "$", "@", "{", "}"]);
const letter = /[\p{L}\p{Nd}_]/u;

/** Reads what stands behind an opening brace, up to the closing one. */
class Action {
  rest: string;
  private readonly nodes: Node[] = [];

  constructor(text: string) {
    this.rest = text;
  }

  parse(): readonly Node[] {
    while (!this.step());
    return this.nodes;
  }

  /** Reads one part; true once the action is closed. */
  private step(): boolean {
    const { rest } = this;
    const [first = ""] = rest;
    if (first === "}") {
      this.rest = rest.slice(1);
      return true;
    }
    if (rest.startsWith("[?(")) this.filter();
    else if (rest.startsWith("..")) this.recursive();
    else if (first === "" || first === "\n" || first === "\r") throw new PathFault("unclosed action");
    else if (first === " " || first === "@" || first === "$") this.rest = rest.slice(1);
    else if (first === "[") this.bracket();
    else if (first === '"' || first === "'") this.quote(first);
    else if (first === ".") this.field(rest.slice(1));
    else if (/[+\-\d]/.test(first)) this.number();
    else if (letter.test(first)) this.word();
    else throw new PathFault(`unrecognized character in action: U+${first.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")} '${first}'`);
    return false;
  }

  private recursive(): void {
    if (this.nodes.at(-1)?.is === "recursive") throw new PathFault("invalid multiple recursive descent");
    this.nodes.push({ is: "recursive" });
    this.rest = this.rest.slice(2);
    if (letter.test(this.rest[0] ?? "")) this.field(this.rest);
  }

  private field(from: string): void {
    let at = 0;
    while (!ends.has(from[at] ?? "")) at += from[at] === "\\" ? 2 : 1;
    const name = from.slice(0, at);
    this.nodes.push(name === "*" ? { is: "wildcard" } : { is: "field", name: name.replaceAll("\\", "") });
    this.rest = from.slice(at);
  }

  private number(): void {
    const [text] = /^[+-]?[\d.]*/.exec(this.rest)!;
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) throw new PathFault(`cannot parse number ${text}`);
    this.nodes.push({ is: "number", value: Number(text) });
    this.rest = this.rest.slice(text.length);
  }

  private word(): void {
    let at = 0;
    while (!ends.has(this.rest[at] ?? "")) at++;
    const name = this.rest.slice(0, at);
    this.nodes.push(name === "true" || name === "false" ? { is: "boolean", value: name === "true" } : { is: "word", name });
    this.rest = this.rest.slice(at);
  }

  private quote(mark: string): void {
    let at = 1;
    while (this.rest[at] !== mark) {
      if (this.rest[at] === undefined || this.rest[at] === "\n") throw new PathFault("unterminated quoted string");
      at += this.rest[at] === "\\" ? 2 : 1;
    }
    this.nodes.push({ is: "text", text: unquoted(this.rest.slice(1, at)) });
    this.rest = this.rest.slice(at + 1);
  }

  private bracket(): void {
    const end = this.rest.search(/[\]\n]/);
    if (end < 0 || this.rest[end] === "\n") throw new PathFault("unterminated array");
    const text = this.rest.slice(1, end);
    this.rest = this.rest.slice(end + 1);
    const parts = text.split(",");
    if (parts.length > 1) {
      this.nodes.push({ is: "union", nodes: parts.map((part) => inner(`[${part.trim()}]`)) });
      return;
    }
    const key = /^'([^']*)'$/.exec(text)?.[1];
    if (key !== undefined) this.nodes.push(...inner(`.${key}`).nodes);
    else this.nodes.push(slice(text));
  }

  private filter(): void {
    const end = filterEnd(this.rest);
    const text = this.rest.slice(3, end);
    this.rest = this.rest.slice(end + 2);
    const match = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(text);
    if (!match) this.nodes.push({ is: "filter", left: inner(text), right: undefined, operator: "exists" });
    else this.nodes.push({ is: "filter", left: inner(match[1]!), right: inner(match[3]!), operator: match[2]! });
  }
}

function inner(text: string): Node & { readonly is: "list" } {
  return { is: "list", nodes: new Action(`${text}}`).parse() };
}

/** Where the parenthesis of a filter closes. Quotes within it may hold anything. */
function filterEnd(text: string): number {
  let quote = "";
  for (let at = 3; at < text.length && text[at] !== "\n"; at++) {
    const letter = text[at]!;
    if (quote === "" && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === quote && text[at - 1] !== "\\") quote = "";
    else if (letter === ")" && quote === "") {
      if (text[at + 1] !== "]") throw new PathFault("unclosed array expect ]");
      return at;
    }
  }
  throw new PathFault("unterminated filter");
}

function slice(text: string): Node {
  if (text === "*") return { is: "slice", from: undefined, to: undefined, step: undefined, one: false };
  const match = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!match) throw new PathFault(`invalid array index ${text}`);
  const [from, to, step] = [match[1], match[2]?.slice(1), match[3]?.slice(1)].map((part) => (part ? Number(part) : undefined));
  return { is: "slice", from, to, step, one: match[2] === undefined };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };

function unquoted(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/gs, (whole, hex: string, wide: string, one: string) =>
    (hex ?? wide) !== undefined ? String.fromCharCode(Number.parseInt(hex ?? wide, 16)) : (escapes[one] ?? one ?? whole),
  );
}
