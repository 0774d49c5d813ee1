import type { CompletionItem, CompletionList, Diagnostic, TextEdit } from "vscode-languageserver-protocol";
import { Lines } from "../../../server/text/lines.ts";
import type { ServerProcess } from "../session.ts";
import { type Stop, readSnippet } from "./snippet.ts";
import { type Offer, choiceOffers, offersFor } from "./suggestions.ts";

/** The keys that are no letters, as a script of keys writes them. */
export const keys = {
  enter: "⏎",
  tab: "⇥",
  back: "⌫",
  escape: "␛",
  propose: "⌃",
  down: "↓",
  left: "⇤",
  toEnd: "→",
} as const;

const closers: Readonly<Record<string, string>> = { "{": "}", "[": "]", '"': '"', "'": "'" };

/**
 * An editor that does with keys what VS Code does in YAML and JSON: it keeps the indentation of a line, closes brackets and quotes, shows proposals while
 * a word is typed, accepts them with Enter and Tab, and goes through the stops of a snippet. Every edit goes to a real language server.
 */
export class Editor {
  text: string;
  cursor: number;
  /** What the server showed at any time, and what it shows now. */
  readonly seen = new Set<string>();
  shown: readonly string[] = [];
  /** The proposals on the screen, the focused one first. */
  offers: readonly Offer[] = [];
  pressed = 0;
  private anchor: number;
  private sessions: { readonly stops: Stop[]; at: number }[] = [];
  private version = 1;
  private readonly server: ServerProcess;
  private readonly uri: string;

  constructor(server: ServerProcess, uri: string, text: string, cursor: number) {
    this.server = server;
    this.uri = uri;
    this.text = text;
    this.cursor = this.anchor = cursor;
  }

  /** Opens a file; `<|>` is the cursor, and the end where there is none. */
  static async open(server: ServerProcess, uri: string, source = ""): Promise<Editor> {
    const text = source.replace("<|>", "");
    const editor = new Editor(server, uri, text, source.includes("<|>") ? source.indexOf("<|>") : text.length);
    server.onShown((of, diagnostics) => of === uri && editor.show(diagnostics));
    await server.open(uri, text);
    return editor;
  }

  /** Presses keys one after the other. `«label»` goes down to a proposal and accepts it, `…` waits until typing rests. */
  async type(script: string): Promise<void> {
    for (const [key] of script.matchAll(/«[^»]+»|[^]/gu)) await this.press(key);
  }

  /** Types a text of which nothing is accepted: only the proposals that it ends with matter. */
  async write(text: string): Promise<void> {
    const letters = Array.from(text);
    for (const [i, letter] of letters.entries()) {
      this.pressed++;
      await this.letter(letter, i >= letters.length - 2);
    }
  }

  private async press(key: string): Promise<void> {
    if (key === "…") return this.rest();
    if (key.startsWith("«")) return this.choose(key.slice(1, -1));
    this.pressed++;
    switch (key) {
      case keys.enter:
        return this.offers.length > 0 ? this.accept() : this.newLine();
      case keys.tab:
        return this.offers.length > 0 ? this.accept() : this.nextStop();
      case keys.escape:
        if (this.offers.length === 0) this.sessions = [];
        this.offers = [];
        return;
      case keys.propose:
        return this.propose("asked");
      case keys.down:
        this.offers = [...this.offers.slice(1), ...this.offers.slice(0, 1)];
        return;
      case keys.back:
        return this.backspace();
      case keys.left:
        return this.outdent();
      case keys.toEnd:
        this.offers = [];
        this.moveTo(this.lines.endOf(this.lines.lineAt(this.cursor)));
        return;
      default:
        return this.letter(key);
    }
  }

  /** What would be proposed if some letters were typed and proposals asked for. The text stays as it is. */
  async proposedBehind(letters: string): Promise<readonly Offer[]> {
    const { text, cursor, offers } = this;
    this.text = text.slice(0, cursor) + letters + text.slice(cursor);
    this.cursor = cursor + letters.length;
    const rewrite = (): Promise<unknown> => this.server.change(this.uri, ++this.version, this.text);
    if (letters !== "") await rewrite();
    await this.propose("asked");
    const found = this.offers;
    [this.text, this.cursor, this.offers] = [text, cursor, offers];
    if (letters !== "") await rewrite();
    return found;
  }

  /** Lets typing rest. */
  async rest(): Promise<void> {
    await this.server.request("test/rest", {});
  }

  private get lines(): Lines {
    return new Lines(this.text);
  }

  private get lineBefore(): string {
    return this.text.slice(this.lines.startOf(this.lines.lineAt(this.cursor)), this.cursor);
  }

  private moveTo(at: number): void {
    this.cursor = this.anchor = at;
  }

  private show(diagnostics: readonly Diagnostic[]): void {
    this.shown = diagnostics.map(({ code, message }) => `${code}: ${typeof message === "string" ? message : message.value}`);
    for (const one of this.shown) this.seen.add(one);
  }

  /** Replaces a part of the text, and moves the stops of snippets with it. A stop around the part grows, as the one that is typed in does. */
  private async replace(from: number, to: number, text: string, typedIn = this.stop): Promise<void> {
    const { lines } = this;
    const by = text.length - (to - from);
    for (const stop of this.sessions.flatMap(({ stops }) => stops)) {
      const isAround = stop.from <= from && to <= stop.to;
      if (isAround && (stop === typedIn || stop.from < from || to < stop.to)) stop.to += by;
      else if (stop.from >= to) [stop.from, stop.to] = [stop.from + by, stop.to + by];
    }
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    const range = { start: lines.positionAt(from), end: lines.positionAt(to) };
    await this.server.edit(this.uri, ++this.version, range, text);
  }

  private async insert(text: string): Promise<void> {
    const [from, to] = [Math.min(this.anchor, this.cursor), Math.max(this.anchor, this.cursor)];
    const stop = this.stop;
    const linked =
      stop && from >= stop.from && to <= stop.to ? this.sessions.at(-1)!.stops.filter((one) => one !== stop && one.number === stop.number) : [];
    await this.replace(from, to, text);
    this.moveTo(from + text.length);
    for (const twin of linked) await this.follow(twin, stop!);
  }

  /** Gives a linked stop the text of the one that was typed in. */
  private async follow(twin: Stop, stop: Stop): Promise<void> {
    const text = this.text.slice(stop.from, stop.to);
    const [from, to] = [twin.from, twin.to];
    const cursor = this.cursor > from ? this.cursor + text.length - (to - from) : this.cursor;
    await this.replace(from, to, text, twin);
    this.moveTo(cursor);
  }

  private async letter(letter: string, asks = true): Promise<void> {
    const next = this.text[this.cursor] ?? "";
    const isPair =
      letter in closers && this.anchor === this.cursor && /^[\s}\],:]?$/.test(next) && !(/["']/.test(letter) && /[\w"']$/.test(this.lineBefore));
    if (letter in closers && this.anchor !== this.cursor) await this.surround(letter);
    else if (/[}\]"']/.test(letter) && next === letter && this.anchor === this.cursor) this.moveTo(this.cursor + 1);
    else if (isPair) {
      await this.insert(letter + closers[letter]!);
      this.moveTo(this.cursor - 1);
    } else await this.insert(letter);
    if (!asks) return;
    if (/[\w]/.test(letter)) return this.propose(this.offers.length > 0 ? "more" : "typed");
    this.offers = [];
    if (/[: "-]/.test(letter)) await this.propose(letter);
  }

  /** Puts a bracket or a quote on both sides of what is selected, as VS Code does. */
  private async surround(opening: string): Promise<void> {
    const [from, to] = [Math.min(this.anchor, this.cursor), Math.max(this.anchor, this.cursor)];
    await this.replace(to, to, closers[opening]!);
    await this.replace(from, from, opening);
    [this.anchor, this.cursor] = [from + 1, to + 1];
  }

  private async newLine(): Promise<void> {
    const indent = /^ */.exec(this.lineBefore)![0];
    const [before, after] = [this.lineBefore.at(-1) ?? "", this.text[this.cursor] ?? ""];
    if (this.lineBefore !== "" && this.lineBefore.trim() === "" && this.lines.endOf(this.lines.lineAt(this.cursor)) === this.cursor) {
      await this.replace(this.cursor - indent.length, this.cursor, ""); // blanks that the editor put there itself go
      this.moveTo(this.cursor - indent.length);
    }
    const isOpen = before === "{" || before === "[";
    await this.insert(`\n${indent}${isOpen ? "  " : ""}`);
    if (isOpen && closers[before] === after) {
      const { cursor } = this;
      await this.insert(`\n${indent}`);
      this.moveTo(cursor);
    }
    await this.indent();
  }

  /** What the client does with Enter: it asks the server where the next key belongs. */
  private async indent(): Promise<void> {
    const position = this.lines.positionAt(this.cursor);
    const params = { textDocument: { uri: this.uri }, position, ch: "\n", options: { tabSize: 2, insertSpaces: true } };
    const edits = await this.server.request<readonly TextEdit[] | null>("textDocument/onTypeFormatting", params).catch(() => null);
    for (const { range, newText } of edits ?? []) {
      const from = this.lines.offsetAt(range.start);
      await this.replace(from, this.lines.offsetAt(range.end), newText);
      this.moveTo(from + newText.length);
    }
  }

  private async backspace(): Promise<void> {
    const { lineBefore } = this;
    const isIndent = lineBefore !== "" && lineBefore.trim() === "";
    const count = this.anchor !== this.cursor ? 0 : isIndent ? ((lineBefore.length - 1) % 2) + 1 : 1;
    const [from, to] = [Math.min(this.anchor, this.cursor - count), Math.max(this.anchor, this.cursor)];
    await this.replace(Math.max(0, from), to, "");
    this.moveTo(Math.max(0, from));
    if (this.offers.length > 0) await this.propose("more");
  }

  private async outdent(): Promise<void> {
    const start = this.lines.startOf(this.lines.lineAt(this.cursor));
    const count = Math.min(2, /^ */.exec(this.text.slice(start))![0].length);
    const { cursor } = this;
    await this.replace(start, start + count, "");
    this.moveTo(Math.max(start, cursor - count));
  }

  /** Shows proposals because they were asked for, a word was begun or goes on, or a character triggers them. */
  private async propose(why: string): Promise<void> {
    const context = why === "more" ? { triggerKind: 3 } : why.length === 1 ? { triggerKind: 2, triggerCharacter: why } : { triggerKind: 1 };
    const params = { textDocument: { uri: this.uri }, position: this.lines.positionAt(this.cursor), context };
    const list = await this.server.request<CompletionList | CompletionItem[] | null>("textDocument/completion", params);
    this.offers = offersFor(Array.isArray(list) ? list : (list?.items ?? []), this.lines, this.cursor);
  }

  private async choose(label: string): Promise<void> {
    const index = this.offers.findIndex((offer) => offer.label === label);
    if (index < 0)
      throw new Error(`${label} is not proposed, but ${this.offers.map((offer) => offer.label).join(", ") || "nothing"}:\n${this.withCursor}`);
    this.offers = [...this.offers.slice(index), ...this.offers.slice(0, index)];
    this.pressed += index + 1;
    await this.accept();
  }

  /** The text with its cursor, for messages. */
  get withCursor(): string {
    return `${this.text.slice(0, this.cursor)}<|>${this.text.slice(this.cursor)}`;
  }

  private async accept(): Promise<void> {
    const [offer] = this.offers;
    this.offers = [];
    if (!offer) return;
    const range = offer.range(this.cursor);
    const shift = await this.alsoReplace(offer.also, range.from);
    const [from, to] = [range.from + shift, range.to + shift];
    const indent = /^ */.exec(this.text.slice(this.lines.startOf(this.lines.lineAt(from)), from))![0];
    const { text, stops } = readSnippet(offer.snippet.replaceAll("\n", `\n${indent}`));
    await this.replace(from, to, text);
    this.moveTo(from + text.length);
    const placed = stops.map((stop) => ({ ...stop, from: stop.from + from, to: stop.to + from }));
    if (placed.length > 0) this.begin(placed, from + text.length);
    if (offer.isRetriggered) await this.propose("asked");
    if (offer.isChoice) await this.nextStop();
  }

  /** Makes the edits elsewhere, which come first. Returns how far they move a place. */
  private async alsoReplace(edits: readonly TextEdit[], place: number): Promise<number> {
    const { lines } = this;
    const spans = edits.map(({ range, newText }) => ({ from: lines.offsetAt(range.start), to: lines.offsetAt(range.end), newText }));
    let shift = 0;
    for (const { from, to, newText } of spans.sort((a, b) => b.from - a.from)) {
      await this.replace(from, to, newText);
      if (from <= place) shift += newText.length - (to - from);
    }
    this.moveTo(this.cursor + shift);
    return shift;
  }

  private begin(stops: readonly Stop[], end: number): void {
    const inOrder = stops.toSorted((a, b) => (a.number || Infinity) - (b.number || Infinity));
    const isWhole = inOrder.some(({ number }) => number === 0);
    this.sessions.push({ stops: isWhole ? inOrder : [...inOrder, { number: 0, choices: [], from: end, to: end }], at: 0 });
    this.goToStop();
  }

  /** Whether the next letter replaces a text. */
  get isSelecting(): boolean {
    return this.anchor !== this.cursor;
  }

  /** The stop of a snippet that the cursor is in. */
  get stop(): Stop | undefined {
    const session = this.sessions.at(-1);
    return session?.stops[session.at];
  }

  private goToStop(): void {
    const { stop } = this;
    if (!stop) return;
    [this.anchor, this.cursor] = [stop.from, stop.to];
    this.offers = choiceOffers(stop);
    if (stop.number === 0) this.sessions.pop();
  }

  private async nextStop(): Promise<void> {
    const session = this.sessions.at(-1);
    if (!session) return this.insert("  ");
    const { number } = session.stops[session.at]!;
    session.at = session.stops.findIndex((stop, i) => i > session.at && stop.number !== number);
    this.goToStop();
  }
}
