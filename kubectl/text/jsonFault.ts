/** The error of Go's JSON decoder; nothing if the text is valid. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return new Reader(text).fault();
  }
}

/** Deeper than Go's reader goes. */
const deepest = 10_000;

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "more" | "nothing";

/** Goes through a text as far as it is JSON. */
class Reader {
  private readonly text: string;
  private at = 0;
  private readonly open: ("{" | "[")[] = [];

  constructor(text: string) {
    this.text = text;
  }

  fault(): string {
    let expected: Expected = "value";
    while (this.open.length < deepest) {
      while (/[ \t\n\r]/.test(this.text[this.at] ?? "")) this.at++;
      const letter = this.text[this.at];
      if (letter === undefined) return "unexpected end of JSON input";
      const next = this.step(letter, expected);
      if ("fault" in next) return `invalid character '${letter === "'" ? "\\'" : letter}' ${next.fault}`;
      expected = next.expected;
    }
    return "exceeded max depth";
  }

  private step(letter: string, expected: Expected): { readonly fault: string } | { readonly expected: Expected } {
    const inside = this.open.at(-1);
    if (
      (letter === "}" && inside === "{" && (expected === "more" || expected === "key or end")) ||
      (letter === "]" && inside === "[" && (expected === "more" || expected === "value or end"))
    ) {
      this.open.pop();
      return this.pass(1);
    }
    switch (expected) {
      case "key":
      case "key or end":
        if (letter !== '"') return { fault: "looking for beginning of object key string" };
        return this.read(/"(?:[^"\\]|\\.)*"/sy, "in string literal", "colon");
      case "colon":
        return letter === ":" ? this.pass(1, "value") : { fault: "after object key" };
      case "more":
        if (letter === ",") return this.pass(1, inside === "{" ? "key" : "value");
        return { fault: inside === "{" ? "after object key:value pair" : "after array element" };
      case "nothing":
        return { fault: "after top-level value" };
      default:
        if (letter !== "{" && letter !== "[")
          return this.read(/"(?:[^"\\]|\\.)*"|true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/sy, "looking for beginning of value");
        this.open.push(letter);
        return this.pass(1, letter === "{" ? "key or end" : "value or end");
    }
  }

  private pass(length: number, expected: Expected = this.open.length === 0 ? "nothing" : "more"): { readonly expected: Expected } {
    this.at += length;
    return { expected };
  }

  private read(pattern: RegExp, fault: string, expected?: Expected): { readonly fault: string } | { readonly expected: Expected } {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    return found ? this.pass(found[0].length, expected) : { fault };
  }
}
