import type { LabelSelector, LabelSelectorRequirement } from "../../schemas/generated/types.ts";

/** A label query of a command line as a selector, or what the server says of it. */
export type LabelQuery = { readonly selector: LabelSelector } | { readonly fault: string };

interface Token {
  readonly is: "word" | "end" | "," | "(" | ")" | "!" | "=" | "==" | "!=" | "<" | ">" | "in" | "notin";
  readonly text: string;
}

/** Reads `app=web,tier in (api,db),!debug`. */
export function parseLabels(text: string): LabelQuery {
  try {
    return { selector: { matchExpressions: new LabelParser(text).parse() } };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

class Fault extends Error {}

const operators: Readonly<Record<string, string>> = { "=": "In", "==": "In", "!=": "NotIn", in: "In", notin: "NotIn", ">": "Gt", "<": "Lt" };

class LabelParser {
  private readonly tokens: Token[];

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  parse(): LabelSelectorRequirement[] {
    const found: LabelSelectorRequirement[] = [];
    for (;;) {
      const next = this.peek();
      if (next.is === "end") return found;
      if (!isKey(next) && next.is !== "!") throw new Fault(`found '${next.text}', expected: !, identifier, or 'end of string'`);
      found.push(this.requirement());
      const after = this.take();
      if (after.is === "end") return found;
      if (after.is !== ",") throw new Fault(`found '${after.text}', expected: ',' or 'end of string'`);
      const following = this.peek();
      if (!isKey(following) && following.is !== "!") throw new Fault(`found '${following.text}', expected: identifier after ','`);
    }
  }

  private requirement(): LabelSelectorRequirement {
    const isNegated = this.peek().is === "!";
    if (isNegated) this.take();
    const key = this.take();
    if (!isKey(key)) throw this.refused(`found '${key.text}', expected: identifier`);
    const next = this.peek();
    if (isNegated) return { key: key.text, operator: "DoesNotExist" };
    if (next.is === "end" || next.is === ",") return { key: key.text, operator: "Exists" };
    const operator = operators[this.take().is];
    if (operator === undefined) throw this.refused(`found '${next.text}', expected: in, notin, =, ==, !=, gt, lt`);
    return { key: key.text, operator, values: next.is === "in" || next.is === "notin" ? this.values() : [this.value()] };
  }

  private value(): string {
    const next = this.peek();
    if (next.is === "end" || next.is === ",") return "";
    const value = this.take();
    if (!isKey(value)) throw this.refused(`found '${value.text}', expected: identifier`);
    return value.text;
  }

  private values(): string[] {
    const open = this.take();
    if (open.is !== "(") throw this.refused(`found '${open.text}' expected: '('`);
    const values: string[] = [];
    for (;;) {
      const next = this.take();
      if (next.is === ")") return values.length > 0 ? values : [""];
      if (next.is === ",") {
        if (values.length === 0) values.push("");
        continue;
      }
      if (!isKey(next)) throw this.refused(`found '${next.text}', expected: ',', ')' or identifier`);
      values.push(next.text);
      const after = this.peek();
      if (after.is !== "," && after.is !== ")") throw this.refused(`found '${after.text}', expected: ',' or ')'`);
    }
  }

  private refused(why: string): Fault {
    return new Fault(`unable to parse requirement: ${why}`);
  }

  private peek(): Token {
    return this.tokens[0] ?? { is: "end", text: "" };
  }

  private take(): Token {
    return this.tokens.shift() ?? { is: "end", text: "" };
  }
}

/** `in` and `notin` may be keys and values, too. */
function isKey({ is }: Token): boolean {
  return is === "word" || is === "in" || is === "notin";
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/==|!=|[=!,()<>]|[^\s=!,()<>]+/g)].map(([token]) => {
    const special = ["==", "!=", "=", "!", ",", "(", ")", "<", ">", "in", "notin"] as const;
    return { is: special.find((one) => one === token) ?? "word", text: token };
  });
}
