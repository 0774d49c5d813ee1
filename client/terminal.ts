import * as vscode from "vscode";
import type { ConsoleAnswer, ConsoleRequest } from "./preview/host/messages.ts";
import { edited, emptyLine, keysOf, type Line, lineOf, placesOf, replaced } from "./terminalLine.ts";
import { harmless, printable, widthOf } from "./terminalText.ts";

/** The preview that a terminal uses. */
export interface ConsoleSource {
  /** The name of its file. */
  readonly file: string;
  ask(request: ConsoleRequest): Promise<ConsoleAnswer>;
}

type Offered = (ConsoleAnswer & { readonly is: "completed" })["completion"];

const upKeys = new Set(["\u001b[A", "\u001bOA", "\u0010"]);
const downKeys = new Set(["\u001b[B", "\u001bOB", "\u000e"]);
const [dim, red, plain] = ["\u001b[2m", "\u001b[31m", "\u001b[0m"];

/** `kubectl` over the open preview, in a terminal. It edits the line itself; everything else the preview does. */
export class KubectlTerminal implements vscode.Pseudoterminal {
  private readonly writing = new vscode.EventEmitter<string>();
  private readonly closing = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.writing.event;
  readonly onDidClose = this.closing.event;
  private readonly source: () => ConsoleSource | undefined;
  private columns = 80;
  private line = emptyLine;
  /** The row of the cursor below the beginning of the prompt, as it was drawn last. */
  private row = 0;
  private readonly past: string[] = [];
  private at = 0;
  private draft = "";
  private time: number | undefined;
  /** Counts the requests, so that the answer to an outdated one is not printed. */
  private asked = 0;
  private isBusy = false;
  /** Keys that came while something was being asked. */
  private ahead: string[] = [];

  constructor(source: () => ConsoleSource | undefined) {
    this.source = source;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.setDimensions(dimensions);
    if (this.source())
      this.say(vscode.l10n.t("Runs kubectl on the cluster as it is at the playhead of the preview. `undo` reverts the last change."));
    else this.sayNone();
    this.draw();
  }

  close(): void {
    this.asked++;
    this.writing.dispose();
    this.closing.dispose();
  }

  setDimensions(dimensions: vscode.TerminalDimensions | undefined): void {
    this.columns = Math.max(10, dimensions?.columns ?? 80);
  }

  handleInput(data: string): void {
    for (const key of keysOf(data)) this.press(key);
  }

  private press(key: string): void {
    if (key === "\u0003") return this.cancel();
    if (this.isBusy) return void this.ahead.push(key);
    if (key === "\r") return void this.submit();
    if (key === "\t") return void this.complete();
    if (key === "\u000c") return this.clear();
    if (key === "\u0004" && this.line.letters.length === 0) return this.closing.fire();
    const past = upKeys.has(key) ? this.older() : downKeys.has(key) ? this.newer() : undefined;
    const next = past === undefined ? edited(this.line, key) : lineOf(past);
    if (next) this.show(next);
  }

  private older(): string | undefined {
    if (this.at === 0) return undefined;
    if (this.at === this.past.length) this.draft = this.text;
    return this.past[--this.at];
  }

  private newer(): string | undefined {
    if (this.at >= this.past.length) return undefined;
    return this.past[++this.at] ?? this.draft;
  }

  private get text(): string {
    return this.line.letters.join("");
  }

  private cancel(): void {
    this.asked++;
    this.isBusy = false;
    this.ahead = [];
    this.leave("^C");
    this.line = emptyLine;
    this.draw();
  }

  private clear(): void {
    this.write("\u001b[2J\u001b[3J\u001b[H");
    this.row = 0;
    this.draw();
  }

  private async submit(): Promise<void> {
    const line = this.text.trim();
    this.leave("");
    this.line = emptyLine;
    if (line !== "" && this.past.at(-1) !== line) this.past.push(line);
    this.at = this.past.length;
    this.draft = "";
    if (line === "clear") return this.clear();
    if (line === "exit") return this.closing.fire();
    if (line !== "") await this.carryOut(line);
    else this.draw();
  }

  private async carryOut(line: string): Promise<void> {
    const source = this.source();
    if (!source) {
      this.sayNone();
      return this.draw();
    }
    const number = ++this.asked;
    this.isBusy = true;
    const answer = await source.ask(line === "undo" ? { is: "undo" } : { is: "run", line });
    if (number !== this.asked) return;
    this.print(answer);
    this.draw();
    this.goOn();
  }

  /** Handles the waiting keys, up to the next one that sends a request. */
  private goOn(): void {
    this.isBusy = false;
    while (!this.isBusy && this.ahead.length > 0) this.press(this.ahead.shift()!);
  }

  private print(answer: ConsoleAnswer): void {
    switch (answer.is) {
      case "printed": {
        const { stdout, stderr, code, changes, way = [] } = answer.reply;
        this.time = answer.time;
        this.write(printable(ended(stdout)));
        if (stderr !== "") this.write(`${red}${printable(ended(stderr))}${plain}`);
        for (const { text, spot } of way)
          this.say(spot ? `→ ${text} (${spot.object.kind.toLowerCase()}/${spot.object.name} ${spot.field})` : `→ ${text}`);
        if (code !== 0 && code !== 1) this.say(vscode.l10n.t("exit code {0}", code));
        if (changes > 0) this.say(vscode.l10n.t("This is now a step of the scenario, and the preview is updated."));
        return;
      }
      case "undone":
        this.time = answer.time;
        return this.say(answer.line === null ? vscode.l10n.t("There is nothing to undo.") : vscode.l10n.t("Undone: {0}", harmless(answer.line)));
      case "nothing":
        return this.say(vscode.l10n.t("The preview shows no rollout yet."));
      case "completed":
        return;
    }
  }

  private async complete(): Promise<void> {
    const source = this.source();
    const { line } = this;
    const before = line.letters.slice(0, line.cursor).join("");
    const number = ++this.asked;
    this.isBusy = true;
    const answer = await source?.ask({ is: "complete", line: this.text, cursor: before.length });
    if (number !== this.asked) return;
    if (answer?.is === "completed") this.offer(line, before, answer.completion);
    this.goOn();
  }

  private offer(line: Line, before: string, { from, words, common }: Offered): void {
    if (common.length > before.length - from) return this.show(replaced(line, from, common));
    if (words.length < 2) return;
    this.leave("");
    this.write(`${printable(words.join("  "))}\r\n`);
    this.draw();
  }

  private sayNone(): void {
    this.say(vscode.l10n.t('No preview is open. Run "Rehearsal: Preview Rollout" on a manifest (Ctrl+Alt+R), then come back.'));
  }

  private say(text: string): void {
    this.write(`${dim}${printable(text)}${plain}\r\n`);
  }

  private get prompt(): string {
    const source = this.source();
    const time = this.time === undefined || !source ? "" : ` ${clock(this.time)}`;
    return `${source ? harmless(source.file) : "rehearsal"}${time} $ `;
  }

  private show(line: Line): void {
    this.line = line;
    this.erase();
    this.draw();
  }

  /** Back to where the prompt begins, with nothing behind it. */
  private erase(): void {
    this.write(`${this.row > 0 ? `\u001b[${this.row}A` : ""}\r\u001b[J`);
    this.row = 0;
  }

  /** Writes the prompt and the line, and puts the cursor in its place. */
  private draw(): void {
    const { prompt, line, columns } = this;
    const { cursor, end } = placesOf(line, widthOf(prompt), columns);
    const full = end.column === 0 && end.row > 0 ? "\r\n" : "";
    const up = end.row - cursor.row;
    this.write(`${dim}${prompt}${plain}${this.text}${full}${up > 0 ? `\u001b[${up}A` : ""}\r${cursor.column > 0 ? `\u001b[${cursor.column}C` : ""}`);
    this.row = cursor.row;
  }

  /** Goes on below the line. */
  private leave(mark: string): void {
    const { cursor, end } = placesOf(this.line, widthOf(this.prompt), this.columns);
    const down = end.row - cursor.row;
    this.write(`${down > 0 ? `\u001b[${down}B` : ""}${mark}\r\n`);
    this.row = 0;
  }

  private write(text: string): void {
    if (text !== "") this.writing.fire(text);
  }
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** A moment of the rehearsal: `0:24.0`. */
function clock(time: number): string {
  const tenths = Math.round(time / 100);
  const [minutes, seconds] = [Math.floor(tenths / 600), Math.floor(tenths / 10) % 60];
  return `${minutes}:${String(seconds).padStart(2, "0")}.${tenths % 10}`;
}
