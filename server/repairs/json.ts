import { isJson } from "../text/writeJson.ts";
import { type ServerSentence, say } from "../words/say.ts";
import { looseTokens, type Token } from "./looseJson.ts";
import type { Edit } from "./edits.ts";
import { candidate, type Repairer } from "./repair.ts";

/** Invalid JSON: fixes missing, superfluous or wrong commas, brackets and quotes, and comments. */
export const json: Repairer = function* ({ finding, document: { text } }) {
  if (!isJson(text) || finding.about) return;
  const slips = new Reading(text).slips;
  const titles = new Map(slips.map(({ title }) => [JSON.stringify(title), title]));
  if (titles.size > 1) yield* candidate(say("write-json"), slips, true);
  for (const [key, title] of titles)
    yield* candidate(
      title,
      slips.filter((slip) => JSON.stringify(slip.title) === key),
      true,
    );
};

interface Slip extends Edit {
  readonly title: ServerSentence;
}

/** A bracket that is open, and where its line begins. */
interface Open {
  readonly close: "}" | "]";
  readonly row: number;
  readonly indent: number;
}

/** Reads JSON with mistakes. Missing brackets are found by the indentation of lines. */
class Reading {
  readonly slips: Slip[] = [];
  private readonly open: Open[] = [];
  private expected: "key" | "colon" | "value" | "comma" = "value";
  private last: Token | undefined;
  /** The end of the last token other than commas and comments. */
  private end = 0;
  private firstClose: Token | undefined;

  constructor(text: string) {
    for (const token of looseTokens(text)) this.read(token);
    this.closeLost(() => true);
  }

  private read(token: Token): void {
    if (token.is === "comment") return this.slip(say("remove-comments"), token.from, token.to, "");
    if (token.leads) this.firstClose = token.is === "close" ? token : undefined;
    if (token.is === "open") this.readOpen(token);
    else if (token.is === "close") this.readClose(token);
    else if (token.is === "comma") this.readComma(token);
    else if (token.is === "colon") this.readColon(token);
    else this.readScalar(token);
    this.last = token;
    if (token.is !== "comma") this.end = token.to;
  }

  private readOpen(token: Token): void {
    this.separate(token);
    const close = token.text === "{" ? "}" : "]";
    this.open.push({ close, row: token.row, indent: token.indent });
    this.expected = close === "}" ? "key" : "value";
  }

  private readClose(token: Token): void {
    if (this.last?.is === "comma") this.slip(removed(","), this.last.from, this.last.to, "");
    if (token.leads) this.closeLost(({ row, indent }) => row !== token.row && indent > token.indent && this.open.length > 1);
    const top = this.open.at(-1);
    const isSecond = this.firstClose !== undefined && this.firstClose !== token && this.firstClose.row === token.row;
    if (!top || (isSecond && top.row !== token.row && top.indent !== token.indent)) return this.slip(removed(token.text), token.from, token.to, "");
    if (top.close !== token.text) this.slip(say("change-to", { value: top.close }), token.from, token.to, top.close);
    this.open.pop();
    this.expected = "comma";
  }

  private readComma(token: Token): void {
    if (token.leads) this.closeLost(({ row, indent }) => row !== token.row && indent >= token.indent && this.open.length > 1);
    const isSurplus = this.open.length === 0 || this.last?.is === "comma" || this.last?.is === "open";
    if (isSurplus) this.slip(removed(token.text), token.from, token.to, "");
    else if (token.text !== ",") this.slip(say("change-to", { value: "," }), token.from, token.to, ",");
    this.expected = this.open.at(-1)?.close === "}" ? "key" : "value";
  }

  private readColon(token: Token): void {
    if (this.last?.is === "colon") this.slip(removed(":"), token.from, token.to, "");
    else if (token.text !== ":") this.slip(say("change-to", { value: ":" }), token.from, token.to, ":");
    this.expected = "value";
  }

  private readScalar(token: Token): void {
    if (token.leads) this.closeLost(({ row, indent }) => row !== token.row && indent >= token.indent && this.open.length > 1);
    this.separate(token);
    if (token.instead !== undefined) this.slip(say("use-double-quotes"), token.from, token.to, token.instead);
    this.expected = this.expected === "key" ? "colon" : "comma";
  }

  /** Adds a comma or a colon between the last token and the next. */
  private separate(token: Token): void {
    if (this.open.length === 0 || this.last?.is === "comma") return;
    if (this.expected === "comma") {
      this.slip(say("insert-sign", { sign: "," }), this.end, this.end, ",");
      this.expected = this.open.at(-1)!.close === "}" ? "key" : "value";
    } else if (this.expected === "colon" && token.is !== "colon") {
      this.slip(say("insert-sign", { sign: ":" }), this.end, this.end, ":");
      this.expected = "value";
    }
  }

  /** Closes open brackets, the innermost first, as long as they should be closed by now. */
  private closeLost(isLost: (open: Open) => boolean): void {
    for (let top = this.open.at(-1); top && isLost(top); top = this.open.at(-1)) {
      const lead = this.last && this.last.row > top.row ? `\n${" ".repeat(top.indent)}` : "";
      this.slip(say("close-with", { sign: top.close }), this.end, this.end, lead + top.close);
      this.open.pop();
      this.expected = this.last?.is === "comma" ? (this.open.at(-1)?.close === "}" ? "key" : "value") : "comma";
    }
  }

  private slip(title: ServerSentence, from: number, to: number, text: string): void {
    this.slips.push({ title, from, to, text });
  }
}

function removed(sign: string): ServerSentence {
  return say("remove-sign", { sign });
}
