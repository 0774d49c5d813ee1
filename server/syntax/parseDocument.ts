import { char, Cursor, isBlank, isBlankOrEnd } from "./cursor.ts";
import { parseFlow } from "./flow.ts";
import { finish, type Properties, scanAlias, scanProperties } from "./properties.ts";
import { scanBlockScalar, scanDoubleQuoted, scanPlain, scanSingleQuoted } from "./scalars.ts";
import type { Item, Mapping, Node, Pair, Sequence, SyntaxDocument } from "./tree.ts";
import { say } from "../words/say.ts";

/**
 * Parses one document as the API server's YAML reader does (libyaml's grammar, which is YAML 1.1 with its own limits), but continues after
 * errors: a half-typed key is a pair without a value, a line with a wrong indentation joins its nearest neighbours.
 */
export function parseDocument(text: string): SyntaxDocument {
  const cursor = new Cursor(text, text.length);
  reportControlCharacters(cursor);
  const marked = skipPrelude(cursor);
  if (!marked && isEndMarker(cursor)) cursor.problem("yaml-syntax", cursor.at, cursor.at + 3, say("lone-document-end"));
  let root = parseBlockNode(cursor, -1, !marked, false);
  for (cursor.skip(); !cursor.done && !isEndMarker(cursor); cursor.skip()) root = joined(root, parseStray(cursor, -1));
  return { text, root, comments: cursor.comments, problems: cursor.problems, doubtful: cursor.doubtful };
}

// eslint-disable-next-line no-control-regex -- these are what it looks for
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function reportControlCharacters(cursor: Cursor): void {
  const at = cursor.text.search(controlCharacter);
  if (at < 0) return;
  const code = cursor.text.charCodeAt(at).toString(16).padStart(4, "0").toUpperCase();
  cursor.problem("yaml-syntax", at, at + 1, say("control-character", { code }));
}

/** Steps over a byte order mark, directives and `---`; tells whether there was a `---`, on the line of which the document may start. */
function skipPrelude(cursor: Cursor): boolean {
  if (cursor.code() === 0xfeff) {
    cursor.at++;
    cursor.lineStart++;
  }
  cursor.skip();
  while (cursor.column === 0 && cursor.code() === char.percent) {
    readDirective(cursor);
    cursor.skip();
  }
  if (cursor.column !== 0 || !isMarker(cursor, char.dash)) return false;
  cursor.take(cursor.at + 3);
  return true;
}

function readDirective(cursor: Cursor): void {
  const from = cursor.at;
  cursor.take(cursor.endOfLine(from));
  const directive = cursor.text.slice(from, cursor.at);
  if (/^%YAML\b(?! +1\.1\s*$)/.test(directive)) cursor.problem("yaml-syntax", from, cursor.at, say("yaml-directive"));
}

function isMarker(cursor: Cursor, code: number): boolean {
  return cursor.code() === code && cursor.code(1) === code && cursor.code(2) === code && isBlankOrEnd(cursor.code(3));
}

function isEndMarker(cursor: Cursor): boolean {
  return cursor.column === 0 && isMarker(cursor, char.dot);
}

/**
 * The next node, if it is indented deeper than `indent`, the column of the collection around it.
 * `keyAllowed`: a mapping may start on this line, as after a dash. `indentless`: a list or a block scalar may be at `indent` itself, as below a key.
 */
function parseBlockNode(cursor: Cursor, indent: number, keyAllowed: boolean, indentless: boolean): Node | undefined {
  return cursor.deeper(() => {
    cursor.skip();
    if (!belongs(cursor, indent, indentless)) return undefined;
    const properties = scanProperties(cursor);
    if (!properties) return parseBlockContent(cursor, indent, keyAllowed || cursor.fresh, undefined);
    const line = cursor.lineStart;
    cursor.skip();
    if (cursor.lineStart === line && !cursor.done)
      return parseBlockContent(cursor, indent, keyAllowed || properties.column === indentOfLine(cursor), properties);
    const content = belongs(cursor, indent, indentless) ? parseBlockContent(cursor, indent, true, undefined) : undefined;
    return finish(cursor, properties, content);
  });
}

function belongs(cursor: Cursor, indent: number, indentless: boolean): boolean {
  if (cursor.done || isEndMarker(cursor)) return false;
  if (!cursor.fresh || cursor.column > indent) return true;
  return indentless && cursor.column === indent && (cursor.isIndicator(char.dash) || cursor.code() === char.bar || cursor.code() === char.greater);
}

function indentOfLine(cursor: Cursor): number {
  let at = cursor.lineStart;
  while (cursor.codeAt(at) === char.space) at++;
  return at - cursor.lineStart;
}

/** `properties` are those on the same line: they belong to the key, if a key follows. */
function parseBlockContent(cursor: Cursor, indent: number, keyAllowed: boolean, properties: Properties | undefined): Node | undefined {
  const column = properties?.column ?? cursor.column;
  if (cursor.isIndicator(char.dash)) {
    const misplaced = !keyAllowed || properties !== undefined;
    if (misplaced) cursor.problem("yaml-indentation", cursor.at, cursor.at + 1, say("list-on-key-line"));
    return finish(cursor, properties, parseBlockSequence(cursor, cursor.column));
  }
  if (cursor.isIndicator(char.question) || cursor.isIndicator(char.colon)) return finish(cursor, properties, parseBlockMapping(cursor, column));
  if (cursor.code() === char.bar || cursor.code() === char.greater) return finish(cursor, properties, scanBlockScalar(cursor, indent));
  const from = cursor.at;
  const line = cursor.lineStart;
  const node = finish(cursor, properties, parseAtom(cursor, indent));
  if (!colonFollows(cursor)) return keyAllowed && isHalfTypedKey(cursor, node, column) ? parseBlockMapping(cursor, column, node) : node;
  if (cursor.lineStart !== line) cursor.problem("yaml-syntax", from, cursor.last, say("key-spans-lines"));
  if (keyAllowed) return parseBlockMapping(cursor, column, node);
  return takeRestOfLine(cursor, node, from);
}

/** `a: b: c`: the second colon can't make a key there, so the whole rest is meant as a text. */
function takeRestOfLine(cursor: Cursor, node: Node | undefined, from: number): Node | undefined {
  let to = cursor.endOfLine(cursor.at);
  while (isBlank(cursor.codeAt(to - 1))) to--;
  const text = cursor.text.slice(from, to);
  cursor.problem("yaml-syntax", from, to, say("second-colon"));
  cursor.take(to);
  return node?.is === "scalar" && node.style === "plain" ? { ...node, to, value: text } : node;
}

/** A lone word on its line, with keys below it at the same column or deeper, is a key whose colon is not typed yet. */
function isHalfTypedKey(cursor: Cursor, node: Node | undefined, column: number): boolean {
  if (node?.is !== "scalar" || node.style !== "plain" || cursor.endOfLine(node.from) < node.to) return false;
  for (let end = cursor.endOfLine(node.to); end < cursor.end;) {
    const lineStart = cursor.afterBreak(end);
    let at = lineStart;
    while (cursor.codeAt(at) === char.space) at++;
    end = cursor.endOfLine(at);
    if (at === end || cursor.codeAt(at) === char.hash) continue;
    const below = at - lineStart;
    return (below === column || (below > column && !/\s/.test(node.value))) && /^[^\s:#]+[^:#]*:(?:\s|$)/.test(cursor.text.slice(at, end));
  }
  return false;
}

/** A scalar, a flow collection or an alias: what may be a key. */
function parseAtom(cursor: Cursor, indent: number): Node {
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
    case char.percent:
    case char.at:
    case char.backtick:
    case char.comma:
    case char.closeBrace:
    case char.closeBracket: {
      const first = cursor.text.charAt(cursor.at);
      cursor.problem("yaml-syntax", cursor.at, cursor.at + 1, say("value-start", { sign: first }));
      return scanPlain(cursor, indent + 1, false);
    }
    default:
      return scanPlain(cursor, indent + 1, false);
  }
}

function colonFollows(cursor: Cursor): boolean {
  let at = cursor.last;
  while (isBlank(cursor.codeAt(at))) at++;
  return cursor.codeAt(at) === char.colon && isBlankOrEnd(cursor.codeAt(at + 1));
}

/** A block mapping at `column`; `first` is its first key where that is read already. */
function parseBlockMapping(cursor: Cursor, column: number, first?: Node): Mapping {
  const pairs = [first ? parseRest(cursor, column, first.from, first) : parsePair(cursor, column)];
  const from = pairs[0]!.from;
  for (;;) {
    cursor.skip();
    if (!startsEntry(cursor, column)) break;
    if (cursor.column > column || cursor.isIndicator(char.dash)) {
      const stray = parseStray(cursor, column);
      if (stray?.is === "mapping") pairs.push(...stray.pairs);
    } else pairs.push(parsePair(cursor, column));
  }
  return { is: "mapping", style: "block", from, to: cursor.last, pairs };
}

/** Whether the next token belongs to the collection at `column`; the rest of a line after a value is reported and skipped. */
function startsEntry(cursor: Cursor, column: number): boolean {
  while (!cursor.done && !cursor.fresh) {
    const to = cursor.endOfLine(cursor.at);
    cursor.problem("yaml-syntax", cursor.at, to, say("more-on-line"));
    cursor.take(to);
    cursor.skip();
  }
  return !cursor.done && cursor.column >= column && !isEndMarker(cursor);
}

/** A node at an impossible place: reported once, but parsed all the same. */
function parseStray(cursor: Cursor, column: number): Node | undefined {
  const from = cursor.at;
  const to = cursor.endOfLine(from);
  if (column < 0) cursor.problem("yaml-indentation", from, to, say("belongs-to-nothing"));
  else if (cursor.column === column) cursor.problem("yaml-indentation", from, to, say("item-among-keys"));
  else cursor.problem("yaml-indentation", from, to, say("uneven-indentation", { column: cursor.column, expected: column }));
  const node = parseBlockNode(cursor, Math.min(column, cursor.column - 1), true, false);
  if (cursor.at === from) cursor.take(to);
  cursor.doubt(from, cursor.last);
  return node;
}

function joined(root: Node | undefined, stray: Node | undefined): Node | undefined {
  if (root?.is !== "mapping" || stray?.is !== "mapping") return root ?? stray;
  return { ...root, to: stray.to, pairs: [...root.pairs, ...stray.pairs] };
}

function parsePair(cursor: Cursor, column: number): Pair {
  const from = cursor.at;
  if (cursor.isIndicator(char.question)) return parseExplicitPair(cursor, column);
  if (cursor.isIndicator(char.colon)) return parseRest(cursor, column, from, undefined);
  const line = cursor.lineStart;
  const properties = scanProperties(cursor);
  cursor.skip();
  const key = finish(cursor, properties, cursor.lineStart === line && !cursor.done ? parseAtom(cursor, column) : undefined);
  return parseRest(cursor, column, from, key);
}

/** The server reads a key only up to here. */
const longestKey = 1024;

/** The colon after a key, and the value. */
function parseRest(cursor: Cursor, column: number, from: number, key: Node | undefined): Pair {
  if (key ? !colonFollows(cursor) : !cursor.isIndicator(char.colon)) {
    cursor.unfinished("yaml-syntax", from, cursor.last, say("colon-missing"));
    cursor.skip();
    const value = cursor.fresh ? parseBlockNode(cursor, column, true, true) : undefined;
    if (value) cursor.doubt(from, cursor.last);
    return { from, to: cursor.last, key, value };
  }
  while (isBlank(cursor.code())) cursor.at++;
  if (cursor.at - from > longestKey) cursor.problem("yaml-syntax", from, cursor.at, say("key-too-long", { most: longestKey }));
  const colon = cursor.at;
  cursor.take(colon + 1);
  const value = parseBlockNode(cursor, column, key === undefined, true);
  return { from, to: cursor.last, key, colon, value };
}

/** `? key` with its `: value` on a line of its own. */
function parseExplicitPair(cursor: Cursor, column: number): Pair {
  const from = cursor.at;
  cursor.takeIndicator();
  const key = parseBlockNode(cursor, column, true, true);
  cursor.skip();
  if (cursor.done || cursor.column !== column || !cursor.isIndicator(char.colon)) return { from, to: cursor.last, key, value: undefined };
  const colon = cursor.at;
  cursor.takeIndicator();
  const value = parseBlockNode(cursor, column, true, true);
  return { from, to: cursor.last, key, colon, value };
}

function parseBlockSequence(cursor: Cursor, column: number): Sequence {
  const from = cursor.at;
  const items: Item[] = [];
  for (;;) {
    if (cursor.isIndicator(char.dash) && cursor.column === column) items.push(parseBlockItem(cursor, column));
    else if (cursor.column === column) break;
    else {
      const stray = parseStray(cursor, column);
      const last = items.pop();
      if (last) items.push({ ...last, to: cursor.last, value: joined(last.value, stray) });
    }
    cursor.skip();
    if (!startsEntry(cursor, column)) break;
  }
  return { is: "sequence", style: "block", from, to: cursor.last, items };
}

function parseBlockItem(cursor: Cursor, column: number): Item {
  const from = cursor.at;
  cursor.takeIndicator();
  const value = parseBlockNode(cursor, column, true, false);
  return { from, to: cursor.last, value };
}
