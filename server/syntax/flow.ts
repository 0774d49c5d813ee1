import { char, type Cursor, isBlank, isBlankOrEnd } from "./cursor.ts";
import { finish, scanAlias, scanProperties } from "./properties.ts";
import { scanDoubleQuoted, scanPlain, scanSingleQuoted } from "./scalars.ts";
import type { Item, Mapping, Node, Pair, Sequence } from "./tree.ts";
import { say } from "../words/say.ts";

type BareMapping = Omit<Mapping, "anchor" | "tag">;
type BareSequence = Omit<Sequence, "anchor" | "tag">;

/** `[…]` or `{…}`. `indent` is the column of the block around it, where an unclosed one is given up. */
export function parseFlow(cursor: Cursor, indent: number): BareMapping | BareSequence {
  const isMapping = cursor.code() === char.openBrace;
  const from = cursor.at;
  cursor.take(from + 1);
  if (isMapping) {
    const pairs: Pair[] = [];
    const to = parseEntries(cursor, indent, from, char.closeBrace, () => pairs.push(parsePair(cursor, indent)));
    return { is: "mapping", style: "flow", from, to, pairs };
  }
  const items: Item[] = [];
  const to = parseEntries(cursor, indent, from, char.closeBracket, () => items.push(parseItem(cursor, indent)));
  return { is: "sequence", style: "flow", from, to, items };
}

/** Entries between commas, up to the closing bracket; returns where the collection ends. */
function parseEntries(cursor: Cursor, indent: number, from: number, close: number, parseEntry: () => void): number {
  for (let wantsComma = false; ;) {
    cursor.skip(true);
    const code = cursor.code();
    if (isGivenUp(cursor, indent)) {
      const opened = cursor.text.charAt(from);
      cursor.problem("yaml-syntax", from, from + 1, say("not-closed", { opened, close: opened === "{" ? "}" : "]" }));
      cursor.doubt(from, cursor.last);
      return cursor.last;
    }
    if (code === close) {
      cursor.take(cursor.at + 1);
      return cursor.last;
    }
    if (code === char.comma) {
      if (!wantsComma) cursor.problem("yaml-syntax", cursor.at, cursor.at + 1, say("value-before-comma"));
      cursor.take(cursor.at + 1);
      wantsComma = false;
      continue;
    }
    if (wantsComma) cursor.problem("yaml-syntax", cursor.at, cursor.at + 1, say("comma-missing", { close: close === char.closeBrace ? "}" : "]" }));
    const before = cursor.at;
    if (code !== char.closeBrace && code !== char.closeBracket) parseEntry();
    if (cursor.at === before) cursor.take(before + 1);
    wantsComma = true;
  }
}

/** The text ends, or a line that is not indented as part of the flow starts a new key: the bracket was forgotten. */
function isGivenUp(cursor: Cursor, indent: number): boolean {
  if (cursor.done) return true;
  if (!cursor.fresh || cursor.column > indent) return false;
  if (cursor.isIndicator(char.dash)) return true;
  const startsKey = /^[\w./-]+:(?:\s|$)/.test(cursor.text.slice(cursor.at, cursor.endOfLine(cursor.at)));
  return startsKey && !(/[,{[]/.test(cursor.text.charAt(cursor.last - 1)) && isClosedLater(cursor));
}

/** How far ahead a closing bracket is searched. */
const farthest = 5000;

/** Whether a bracket closes further down that was not opened there: then lines that are not indented may be part of a flow all the same. */
function isClosedLater(cursor: Cursor): boolean {
  const rest = cursor.text.slice(cursor.at, Math.min(cursor.end, cursor.at + farthest));
  if (!/[\]}]/.test(rest)) return false;
  let depth = 0;
  for (const [token] of rest.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\s)#.*|[[\]{}]/g)) {
    if (token === "{" || token === "[") depth++;
    else if ((token === "}" || token === "]") && --depth < 0) return true;
  }
  return false;
}

function parsePair(cursor: Cursor, indent: number): Pair {
  const from = cursor.at;
  if (cursor.code() === char.question) cursor.take(cursor.at + 1);
  cursor.skip(true);
  const key = cursor.code() === char.colon ? undefined : parseFlowNode(cursor, indent);
  return parseRest(cursor, indent, from, key);
}

/** An item, or a pair without braces, such as `[a: b]`. */
function parseItem(cursor: Cursor, indent: number): Item {
  const from = cursor.at;
  const isPair = cursor.code() === char.question || cursor.code() === char.colon;
  const node = isPair ? undefined : parseFlowNode(cursor, indent);
  if (!isPair && !colonFollows(cursor)) return { from, to: cursor.last, value: node };
  const pair = isPair ? parsePair(cursor, indent) : parseRest(cursor, indent, from, node);
  return { from, to: cursor.last, value: { is: "mapping", style: "flow", from, to: cursor.last, pairs: [pair] } };
}

function parseRest(cursor: Cursor, indent: number, from: number, key: Node | undefined): Pair {
  const follows = key === undefined ? cursor.code() === char.colon : colonFollows(cursor);
  if (!follows) return { from, to: cursor.last, key, value: undefined };
  cursor.skip(true);
  const colon = cursor.at;
  cursor.take(colon + 1);
  cursor.skip(true);
  const code = cursor.code();
  const empty = code === char.comma || code === char.closeBrace || code === char.closeBracket || isGivenUp(cursor, indent);
  const value = empty ? undefined : parseFlowNode(cursor, indent);
  return { from, to: cursor.last, key, colon, value };
}

/** A colon right after a key, on the key's line. */
function colonFollows(cursor: Cursor): boolean {
  let at = cursor.last;
  while (isBlank(cursor.codeAt(at))) at++;
  return cursor.codeAt(at) === char.colon;
}

function parseFlowNode(cursor: Cursor, indent: number): Node | undefined {
  return cursor.deeper(() => {
    const properties = scanProperties(cursor);
    cursor.skip(true);
    return finish(cursor, properties, parseFlowContent(cursor, indent));
  });
}

function parseFlowContent(cursor: Cursor, indent: number): Node | undefined {
  switch (cursor.code()) {
    case char.openBrace:
    case char.openBracket:
      return parseFlow(cursor, indent);
    case char.doubleQuote:
      return scanDoubleQuoted(cursor);
    case char.singleQuote:
      return scanSingleQuoted(cursor);
    case char.star:
      return scanAlias(cursor);
    case char.comma:
    case char.closeBrace:
    case char.closeBracket:
    case -1:
      return undefined;
    default:
      if (!startsPlain(cursor))
        cursor.problem("yaml-syntax", cursor.at, cursor.at + 1, say("value-start-in-flow", { sign: cursor.text.charAt(cursor.at) }));
      return scanPlain(cursor, indent + 1, true);
  }
}

const neverFirst = new Set<number>([char.percent, char.at, char.backtick, char.bar, char.greater, char.question, char.colon]);

function startsPlain(cursor: Cursor): boolean {
  const code = cursor.code();
  return code === char.dash ? !isBlankOrEnd(cursor.code(1)) : !neverFirst.has(code);
}
