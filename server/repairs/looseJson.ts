/** A token of a text that is meant as JSON. */
export interface Token {
  readonly is: "open" | "close" | "comma" | "colon" | "scalar" | "comment";
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly row: number;
  /** The indentation of its line. */
  readonly indent: number;
  /** Whether it is the first of its line. */
  readonly leads: boolean;
  /** The valid JSON for a scalar, if it is invalid. */
  readonly instead?: string;
}

const closes: Readonly<Record<string, string>> = { '"': "\"'”", "'": "'’\"", "“": '”"', "”": '”"', "‘": "’'", "«": "»" };

/** The tokens of a text that is nearly JSON, including strings with wrong or missing quotes, and comments. Strings end with their line. */
export function* looseTokens(text: string): Iterable<Token> {
  let [row, start, at, indent] = [0, 0, 0, 0];
  let last: Token | undefined;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const rest = text.slice(at, end < 0 ? text.length : end);
    const blanks = /^\s+/.exec(rest)?.[0].length ?? 0;
    if (blanks > 0 || rest === "") {
      at += blanks;
      if (text[at] === "\n") [row, start, at] = [row + 1, at + 1, at + 1];
      continue;
    }
    const leads = last?.row !== row;
    if (leads) indent = at - start;
    const { length, ...found } = tokenIn(rest, !leads && last!.text.endsWith(":"));
    last = { ...found, from: at, to: at + length, text: rest.slice(0, length), row, indent, leads };
    yield last;
    at += length;
  }
}

const single: Readonly<Record<string, Token["is"]>> = {
  "{": "open",
  "[": "open",
  "}": "close",
  "]": "close",
  ",": "comma",
  ";": "comma",
  ":": "colon",
  "=": "colon",
};

type Found = Pick<Token, "is" | "instead"> & { readonly length: number };

function tokenIn(rest: string, isValue: boolean): Found {
  const comment = /^(?:\/\/|#).*|^\/\*.*?\*\//.exec(rest);
  if (comment) return { is: "comment", length: comment[0].length };
  const sign = single[rest[0]!];
  if (sign) return { is: sign, length: 1 };
  return closes[rest[0]!] === undefined ? word(rest, isValue) : quoted(rest);
}

/** A string up to its closing quote, or without one up to the punctuation at the end of its line. */
function quoted(rest: string): Found {
  const strict = /^"(?:[^"\\]|\\.)*"(?=\s*(?:[,:;=}\]]|$|\/\/|#|"))/.exec(rest);
  if (strict) return { is: "scalar", length: strict[0].length };
  for (let at = 1; at < rest.length; at++)
    if (closes[rest[0]!]!.includes(rest[at]!) && rest[at - 1] !== "\\" && /^\s*(?:[,:;}\]]|$)/.test(rest.slice(at + 1))) {
      const inner = rest.slice(1, at);
      const isStrict = rest[0] === '"' && rest[at] === '"';
      return { is: "scalar", length: at + 1, ...(!isStrict && { instead: asString(inner) }) };
    }
  const inner = /^.(.*?)\s*(?=[,;}\]]*$)/.exec(rest)!;
  return { is: "scalar", length: inner[0].length, instead: asString(inner[1]!) };
}

/** A word without an opening quote: a value up to the end of its entry, or a key up to its colon. */
function word(rest: string, isValue: boolean): Found {
  const [text] = (isValue ? /^[^,;}\]]+?(?=\s*(?:[,;}\]]|$|\s(?:\/\/|#)))/ : /^[^\s,;:=}\]]+(?:\s*["'”](?=\s*[,;:}\]]))?/).exec(rest) ?? [rest[0]!];
  const isLiteral = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(text);
  return { is: "scalar", length: text.length, ...(!isLiteral && { instead: asString(text.replace(/["'”]$/, "")) }) };
}

/** A text in double quotes; existing escapes stay as they are. */
function asString(inner: string): string {
  return `"${inner.replaceAll(/\\.|"/g, (found) => (found === '"' ? '\\"' : found))}"`;
}
