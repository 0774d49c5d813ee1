import type { Marked, Node, Problem, ProblemCode, Span } from "./tree.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** Character codes that mean something in YAML. */
export const char = {
  tab: 9,
  space: 32,
  bang: 33,
  doubleQuote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  singleQuote: 39,
  star: 42,
  plus: 43,
  comma: 44,
  dash: 45,
  dot: 46,
  colon: 58,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
} as const;

/** Whether a character is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === char.space || code === char.tab;
}

/** Also the end of the text, which reads as -1. */
export function isBreakOrEnd(code: number): boolean {
  return code === 10 || code === 13 || code === -1 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Whether a character is blank, or ends the line or the text. */
export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code);
}

/** The deepest nesting: deeper than people write, and safe for the call stack. */
const deepest = 500;

/** A position in the text of a document, and the problems and anchors found so far. */
export class Cursor {
  readonly text: string;
  readonly end: number;
  readonly problems: Problem[] = [];
  readonly doubtful: Span[] = [];
  readonly comments: Span[] = [];
  at = 0;
  /** Where the line of `at` starts. */
  lineStart = 0;
  /** Where the last token ended. A token on a later line starts anew. */
  last = 0;
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<string>();
  private depth = 0;

  constructor(text: string, end: number) {
    this.text = text;
    this.end = end;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** Whether only blanks stand before it on its line. */
  get fresh(): boolean {
    return this.last <= this.lineStart;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  code(offset = 0): number {
    return this.codeAt(this.at + offset);
  }

  codeAt(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : -1;
  }

  /** `-`, `?` or `:` that stands alone. */
  isIndicator(code: number): boolean {
    return this.code() === code && isBlankOrEnd(this.code(1));
  }

  /** Steps over one line break, of either or both characters. */
  newline(): void {
    this.at = this.afterBreak(this.at);
    this.lineStart = this.at;
  }

  afterBreak(at: number): number {
    return this.codeAt(at) === 13 && this.codeAt(at + 1) === 10 ? at + 2 : at + 1;
  }

  /** Where the line ends; `limit`, where it goes on until there. */
  endOfLine(from: number, limit = this.end): number {
    let at = from;
    while (at < limit && !isBreakOrEnd(this.codeAt(at))) at++;
    return at;
  }

  /** Takes everything up to `to` as one token. */
  take(to: number): void {
    this.at = to;
    this.last = to;
  }

  /** Takes a dash, or the mark of an explicit key or its value: a key may follow it on the line, so no tab may. */
  takeIndicator(): void {
    this.take(this.at + 1);
    let at = this.at;
    while (this.codeAt(at) === char.space) at++;
    if (this.codeAt(at) === char.tab) this.problem("yaml-tab", at, at + 1, say("tab-here"));
  }

  /** To the next token, over blanks, comments and line breaks. A tab counts as a blank inside of a flow, or after something on its line. */
  skip(inFlow = false): void {
    for (;;) {
      const code = this.code();
      if (code === char.space) this.at++;
      else if (code === char.tab) this.skipTab(inFlow);
      else if (code === char.hash) this.skipComment();
      else if (code !== -1 && isBreakOrEnd(code)) this.newline();
      else return;
    }
  }

  private skipTab(inFlow: boolean): void {
    if (!inFlow && this.fresh) {
      this.problem("yaml-tab", this.at, this.at + 1, say("tab-indents"));
      while (this.code(1) === char.tab) this.at++;
    }
    this.at++;
  }

  private skipComment(): void {
    const to = this.endOfLine(this.at);
    this.comments.push({ from: this.at, to });
    this.at = to;
  }

  problem(code: ProblemCode, from: number, to: number, message: ServerSentence): void {
    this.problems.push({ code, from, to, message });
    this.doubt(from, to);
  }

  /** Reports an unfinished part whose surroundings can be read without it. */
  unfinished(code: ProblemCode, from: number, to: number, message: ServerSentence): void {
    this.problems.push({ code, from, to, message });
  }

  doubt(from: number, to: number): void {
    this.doubtful.push({ from, to });
  }

  /** Runs `parse` one level deeper. If it is too deep, the rest of the document is not read. */
  deeper<T>(parse: () => T): T | undefined {
    if (this.depth >= deepest) {
      this.problem("too-deep", this.at, this.end, say("too-deep", { deepest }));
      this.take(this.end);
      return undefined;
    }
    this.depth++;
    const parsed = parse();
    this.depth--;
    return parsed;
  }

  openAnchor({ text }: Marked): void {
    this.open.add(text);
  }

  closeAnchor({ text }: Marked, node: Node): void {
    this.open.delete(text);
    this.anchors.set(text, node);
  }

  /** The target of an alias. Reports an alias without a target, or inside of it. */
  resolve(name: string, from: number, to: number): Node | undefined {
    if (this.open.has(name)) this.problem("yaml-alias", from, to, say("alias-of-itself", { name }));
    else if (!this.anchors.has(name)) this.problem("yaml-alias", from, to, say("no-anchor", { name }));
    else return this.anchors.get(name);
    return undefined;
  }
}
