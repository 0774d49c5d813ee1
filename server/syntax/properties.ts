import { char, type Cursor, isBlankOrEnd } from "./cursor.ts";
import type { Alias, Marked, Node } from "./tree.ts";
import { say } from "../words/say.ts";

/** What may stand before a node: `&anchor` and `!tag`. */
export interface Properties {
  readonly from: number;
  readonly column: number;
  readonly anchor?: Marked;
  readonly tag?: Marked;
}

/** Scans anchors and tags up to the node that they belong to; in a block they may stand on a line of their own. */
export function scanProperties(cursor: Cursor): Properties | undefined {
  let properties: Properties | undefined;
  for (;;) {
    const code = cursor.code();
    if (code !== char.ampersand && code !== char.bang) return properties;
    const start: Properties = properties ?? { from: cursor.at, column: cursor.column };
    const twice = code === char.ampersand ? start.anchor : start.tag;
    if (twice) cursor.problem("yaml-syntax", cursor.at, cursor.at + 1, say("one-at-most", { what: say(code === char.ampersand ? "anchor" : "tag") }));
    if (code === char.ampersand) {
      const anchor = scanName(cursor, "anchor");
      cursor.openAnchor(anchor);
      properties = { ...start, anchor };
    } else properties = { ...start, tag: scanTag(cursor) };
    while (cursor.code() === char.space || cursor.code() === char.tab) cursor.at++;
  }
}

const word = /[\w-]*/y;
const endsName = new Set<number>([char.question, char.colon, char.comma, char.closeBracket, char.closeBrace, char.percent, char.at, char.backtick]);

function scanName(cursor: Cursor, what: "anchor" | "alias"): Marked {
  const from = cursor.at;
  word.lastIndex = from + 1;
  const text = word.exec(cursor.text)![0];
  cursor.take(from + 1 + text.length);
  const ends = isBlankOrEnd(cursor.code()) || endsName.has(cursor.code());
  if (text === "" || !ends) {
    const sign = cursor.text.charAt(from);
    cursor.problem("yaml-syntax", from, cursor.last, say("name-after-sign", { sign, what: say(what) }));
    while (!isBlankOrEnd(cursor.code()) && !endsName.has(cursor.code())) cursor.take(cursor.at + 1);
  }
  return { from, to: cursor.last, text };
}

/** What the server's reader takes for a tag: `!<uri>`, `!!uri`, or `!` with or without more. It reads commas and brackets along, and knows no handle but `!!`. */
const tagText = /!(?:<(?:[\w;/?:@&=+$,.!~*'()[\]-]|%[\da-f]{2})+>|![\w;/?:@&=+$,.!~*'()[\]%-]+|[\w;/?:@&=+$,.!~*'()[\]%-]*)/iy;

function scanTag(cursor: Cursor): Marked {
  const from = cursor.at;
  tagText.lastIndex = from;
  const text = tagText.exec(cursor.text)![0];
  cursor.take(from + text.length);
  if (!isBlankOrEnd(cursor.code()) || !isReadable(text)) {
    while (!isBlankOrEnd(cursor.code()) && !/[,[\]{}]/.test(cursor.text.charAt(cursor.at))) cursor.take(cursor.at + 1);
    const whole = cursor.text.slice(from, cursor.last);
    cursor.problem("yaml-syntax", from, cursor.last, say("no-tag", { tag: whole }));
  }
  return { from, to: cursor.last, text: cursor.text.slice(from, cursor.last) };
}

/** No handle of its own, no lone `!!`, and after each `%` the bytes of a character. */
function isReadable(tag: string): boolean {
  if (tag === "!!" || /^![\w-]+!/.test(tag)) return false;
  try {
    decodeURIComponent(tag);
    return true;
  } catch {
    return false;
  }
}

/** Reads an alias and finds its anchor. */
export function scanAlias(cursor: Cursor): Alias {
  const { from, to, text } = scanName(cursor, "alias");
  const target = text === "" ? undefined : cursor.resolve(text, from, to);
  return { is: "alias", from, to, name: text, ...(target && { target }) };
}

/** Gives a node what stood before it; properties alone stand for an empty text. */
export function finish(cursor: Cursor, properties: Properties | undefined, node: Node | undefined): Node | undefined {
  if (!properties) return node;
  const { from, anchor, tag } = properties;
  if (node?.is === "alias") {
    cursor.problem("yaml-syntax", from, node.to, say("decorated-alias"));
    return node;
  }
  const bare = node ?? ({ is: "scalar", style: "plain", value: "", to: cursor.last } as const);
  const finished: Node = { ...bare, from, ...(anchor && { anchor }), ...(tag && { tag }) };
  if (anchor) cursor.closeAnchor(anchor, finished);
  return finished;
}
