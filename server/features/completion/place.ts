import type { Steps } from "../../../api/path.ts";
import type { Lines } from "../../text/lines.ts";
import { isJson } from "../../text/writeJson.ts";
import type { Style } from "../../text/written.ts";
import { type Line, commentStart, opensBlockScalar, readLine, withoutComment } from "../../text/line.ts";
import { type Opener, openFlow } from "./flow.ts";
import { type MissingCommas, jsonAround, withMissingComma } from "./jsonCommas.ts";

/** The place in a document where something is being written. It is found by lines and their indentation, since the tree of a half-typed text is not reliable. */
export interface CursorPlace {
  /** `entry`: a key of a mapping, an item of a list or a whole block; `value`: the text after a colon. */
  readonly is: "entry" | "value";
  /** The steps to the collection of the entry, or to the value itself. */
  readonly path: Steps;
  /** The sibling entries, with the text after their colons. */
  readonly siblings: ReadonlyMap<string, string>;
  /** The typed word: its offsets in the document, and its text up to the cursor. */
  readonly word: Word;
  /** The column of a new key in block style. */
  readonly column: number;
  readonly style: Style;
  /** Whether it follows a dash on the same line. */
  readonly dashed: boolean;
  /** Whether a colon follows already. */
  readonly colon: boolean;
  /** Whether a space must come first, as right behind a colon. */
  readonly needsSpace: boolean;
  /** The commas that are missing around an entry or value of JSON. */
  readonly commas?: MissingCommas;
}

/** The word at the cursor, and how much of it is typed. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

/** The place at an offset of a document's text; nothing within comments and block scalars. */
export function placeAt(lines: Lines, offset: number): CursorPlace | undefined {
  const row = lines.lineAt(offset);
  const text = lines.textOf(row);
  const cursor = offset - lines.startOf(row);
  if (commentStart(text) < cursor || /^(---|\.\.\.|%)/.test(text)) return undefined;
  const flow = openFlow(lines, offset);
  return flow ? placeInFlow(lines, offset, flow) : placeInBlock(lines, row, text, cursor);
}

function placeInBlock(lines: Lines, row: number, text: string, cursor: number): CursorPlace | undefined {
  const start = lines.startOf(row);
  const line = readLine(text);
  const key = line?.key;
  if (key && cursor >= key.end) {
    const climb = climbFrom(lines, row, key.column, line.dashes);
    if (!climb || opensBlockScalar(line.rest)) return undefined;
    const valueFrom = key.end + (/^ */.exec(text.slice(key.end))![0].length || 0);
    const from = Math.min(valueFrom, cursor);
    const to = Math.max(cursor, key.end + text.slice(key.end, commentStart(text)).trimEnd().length);
    return {
      is: "value",
      path: [...climb.path, key.name],
      siblings: climb.siblings,
      word: { from: start + from, to: start + to, typed: text.slice(from, cursor) },
      column: key.column,
      style: "block",
      dashed: line.dashes.length > 0,
      colon: true,
      needsSpace: cursor === key.end,
    };
  }
  const column = key ? key.column : Math.min(line?.column ?? cursor, cursor);
  const dashes = line?.dashes.filter((dash) => dash < column) ?? [];
  const climb = climbFrom(lines, row, column, dashes);
  if (!climb) return undefined;
  const end = key
    ? column + key.name.length
    : Math.max(cursor, withoutComment(text).length === 0 ? cursor : text.slice(0, commentStart(text)).trimEnd().length);
  return {
    is: "entry",
    path: climb.path,
    siblings: climb.siblings,
    word: { from: start + column, to: start + Math.max(end, cursor), typed: text.slice(column, cursor) },
    column,
    style: "block",
    dashed: dashes.length > 0,
    colon: key !== undefined,
    needsSpace: dashes.at(-1) === cursor - 1,
  };
}

/** The parent and siblings of an entry in a column of a line. */
export function placeInColumn(lines: Lines, row: number, column: number): Pick<CursorPlace, "path" | "siblings"> | undefined {
  return climbFrom(lines, row, column, []);
}

interface Climb {
  readonly path: (string | number)[];
  readonly siblings: Map<string, string>;
}

/**
 * Goes up from a column of a row, line by line, and collects the parents and the siblings.
 * A list may have the same indentation as its key, so a dash may belong to a key in its own column.
 */
function climbFrom(lines: Lines, row: number, column: number, dashes: readonly number[]): Climb | undefined {
  const path: (string | number)[] = [];
  const siblings = new Map<string, string>();
  let limit = column;
  let under: "key" | "dash" = "key";
  let index = 0;
  for (const dash of dashes.toReversed()) {
    if (under === "dash") path.unshift(0);
    [limit, under, index] = [dash, "dash", 0];
  }
  const leaveItem = (): void => {
    if (under === "dash") path.unshift(index);
  };
  for (let at = row - 1; at >= 0 && (limit > 0 || under === "dash" || path.length === 0); at--) {
    if (lines.indentOf(at) > Math.max(limit, column)) continue;
    const line = readLine(lines.textOf(at));
    if (!line || /^(---|\.\.\.)/.test(lines.textOf(at))) continue;
    if (isWithin(line, limit, under) && opensBlockScalar(line.rest)) return undefined;
    const { key } = line;
    if (key && (key.column < limit || (key.column === limit && under === "dash"))) {
      if (path.length === 0 && under === "key" && line.rest !== "" && !/^[&!]\S+$/.test(line.rest)) return undefined;
      leaveItem();
      path.unshift(key.name);
      [limit, under] = [key.column, "key"];
    } else if (key?.column === column && limit === column && under === "key") siblings.set(key.name, line.rest);
    for (const dash of line.dashes.toReversed()) {
      if (dash > limit || (dash === limit && under === "key")) continue;
      if (dash === limit) {
        index++;
        continue;
      }
      leaveItem();
      [limit, under, index] = [dash, "dash", 0];
    }
  }
  leaveItem();
  if (dashes.length === 0 || path.length > 0) gatherBelow(lines, row, column, siblings);
  return { path, siblings };
}

/** Whether what follows in deeper columns belongs to this line. */
function isWithin(line: Line, limit: number, under: "key" | "dash"): boolean {
  const column = line.key?.column ?? line.dashes.at(-1) ?? line.column;
  return column < limit || (column === limit && under === "dash");
}

function gatherBelow(lines: Lines, row: number, column: number, siblings: Map<string, string>): void {
  for (let at = row + 1; at < lines.count; at++) {
    const text = lines.textOf(at);
    if (/^(---|\.\.\.)/.test(text)) return;
    const line = readLine(text);
    if (!line) continue;
    const first = line.dashes[0] ?? line.column;
    if (first < column) return;
    if (line.dashes.length === 0 && line.key?.column === column) siblings.set(line.key.name, line.rest);
  }
}

const jsonKey = /^\s*"[^"]*"\s*:/;
const flowKey = /^\s*(?:"[^"]*"|'[^']*'|[^\s:'"]+)\s*:(?=\s|$)/;
const inFlow = { column: 0, style: "flow" } as const;

/** The deepest nesting of brackets that is read. */
const deepest = 500;

function levelsOf(opener: Opener): number {
  let levels = 1;
  for (let at = opener.outer; at; at = at.outer) levels++;
  return levels;
}

function placeInFlow(lines: Lines, offset: number, flow: Opener): CursorPlace | undefined {
  if (levelsOf(flow) > deepest) return undefined;
  const isInJson = isJson(lines.text);
  const opener = isInJson ? withMissingComma(lines.text, offset, flow) : flow;
  const outer = pathOfOpener(lines, opener);
  if (!outer) return undefined;
  const { entryFrom, siblings, index, is } = opener;
  const typedText = lines.text.slice(entryFrom, offset);
  const after = /^[^,\]}\n:#]*/.exec(lines.text.slice(offset))![0].trimEnd().length;
  const colon = is === "mapping" ? (isInJson ? jsonKey : flowKey).exec(typedText) : null;
  const common = { siblings, dashed: false, ...(isInJson ? jsonAround(lines, offset + after, opener) : inFlow) };
  if (colon) {
    const name = /^\s*["']?(.*?)["']?\s*:$/s.exec(colon[0])![1]!;
    const rest = typedText.slice(colon[0].length);
    const typed = rest.trimStart();
    return {
      ...common,
      is: "value",
      path: [...outer, name],
      word: { from: offset - typed.length, to: offset + after, typed },
      colon: true,
      needsSpace: rest === "",
    };
  }
  const typed = typedText.trimStart();
  const path = is === "sequence" ? [...outer, index] : outer;
  const entry = isInJson && is === "sequence" ? "value" : "entry"; // an item in JSON is a whole value
  const followed = /^\s*:(\s|$)/.test(lines.text.slice(offset + after));
  return { ...common, is: entry, path, word: { from: offset - typed.length, to: offset + after, typed }, colon: followed, needsSpace: false };
}

/** The path of the collection that an opening bracket begins. */
function pathOfOpener(lines: Lines, opener: Opener): (string | number)[] | undefined {
  if (opener.outer) {
    const outer = pathOfOpener(lines, opener.outer);
    if (!outer) return undefined;
    if (opener.outer.is === "sequence") return [...outer, opener.outer.index];
    const name = /["']?([^\s:'"]+)["']?\s*:\s*$/.exec(lines.text.slice(opener.outer.entryFrom, opener.at))?.[1];
    return name === undefined ? undefined : [...outer, name];
  }
  const row = lines.lineAt(opener.at);
  const before = readLine(lines.text.slice(lines.startOf(row), opener.at));
  const column = before?.key?.column ?? before?.column ?? opener.at - lines.startOf(row);
  const climb = climbFrom(lines, row, column, before?.dashes ?? []);
  return climb && (before?.key ? [...climb.path, before.key.name] : climb.path);
}
