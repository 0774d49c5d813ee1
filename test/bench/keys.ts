/**
 * Writes the public bases with as few keys as completion allows, ours and yaml-language-server's: at each place the proposal that saves most is taken, if
 * all that it writes stands in the manifest, and the rest is typed. What is counted are keys: letters, Enter, Tab, arrows, Backspace.
 */
import type { CompletionItem, CompletionList, TextEdit } from "vscode-languageserver-protocol";
import { Lines } from "../../server/text/lines.ts";
import { type Offer, offersFor } from "../support/editor/suggestions.ts";
import { readSnippet } from "../support/editor/snippet.ts";
import { type ServerProcess, startServer } from "../support/session.ts";
import { manifestsToType } from "./completion.ts";
import { peerSettings } from "./peerSchema.ts";
import { beside } from "./report.ts";
import { ours, theirs } from "./typing.ts";

/** How a proposal would go on: the text that it leaves, and the keys until then. */
interface Move {
  readonly text: string;
  readonly keys: number;
}

/** Letters that are typed before a proposal is looked for. */
const mostLetters = 3;

/** A manifest on its way to the target, in an editor of which only the end of the text matters. */
class Writer {
  keys = 0;
  taken = 0;
  private text = "";
  private version = 1;
  private readonly server: ServerProcess;
  private readonly uri: string;
  private readonly target: string;

  constructor(server: ServerProcess, uri: string, target: string) {
    this.server = server;
    this.uri = uri;
    this.target = target.trimEnd();
  }

  async write(): Promise<void> {
    this.server.notify("textDocument/didOpen", { textDocument: { uri: this.uri, languageId: "yaml", version: 1, text: "" } });
    while (this.text !== this.target) {
      if (this.target[this.text.length] === "\n") await this.enter();
      await this.step();
    }
    this.server.notify("textDocument/didClose", { textDocument: { uri: this.uri } });
  }

  /** Presses Enter, and puts the cursor into the column of the next line. */
  private async enter(): Promise<void> {
    const [blank = "", column = ""] = /^(\n(?:[ ]*(?:#.*)?\n)*)( *)/.exec(this.target.slice(this.text.length))!.slice(1);
    const indent = /^ */.exec(this.text.slice(this.text.lastIndexOf("\n") + 1))![0];
    this.text += blank;
    this.keys += blank.length;
    const params = { textDocument: { uri: this.uri }, position: { line: this.text.split("\n").length - 1, character: indent.length } };
    this.put(this.text + indent);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await this.server.request<TextEdit[] | null>("textDocument/onTypeFormatting", { ...params, ch: "\n", options }).catch(() => null);
    const own = edits?.[0]
      ? edits[0].newText.length + (edits[0].range.start.character === edits[0].range.end.character ? indent.length : 0)
      : indent.length;
    if (own > column.length) {
      const outer = await this.best(this.text + " ".repeat(own), column);
      if (outer) return this.take(outer);
    }
    this.keys += Math.ceil(Math.abs(own - column.length) / 2);
    this.text += column;
  }

  /** Takes the best proposal, or types to the end of the word. */
  private async step(): Promise<void> {
    if (this.text === this.target || this.target[this.text.length] === "\n") return;
    const best = await this.best(this.text, "");
    if (best) return this.take(best);
    const word = /^(?:- )?[^\s:]+:(?: (?=\S))?|^[^\n]+/.exec(this.target.slice(this.text.length))![0];
    this.keys += word.length;
    this.text += word;
  }

  private take({ text, keys }: Move): void {
    this.keys += keys;
    this.taken++;
    this.text = text;
  }

  private put(text: string): void {
    this.server.notify("textDocument/didChange", { textDocument: { uri: this.uri, version: ++this.version }, contentChanges: [{ text }] });
  }

  /** The proposal that saves most keys; `lead` is what stands in the target between the text and the word, where the cursor is further to the right. */
  private async best(at: string, lead: string): Promise<Move | undefined> {
    const word = this.target
      .slice(this.text.length + lead.length)
      .split("\n")[0]!
      .replace(/^- /, "");
    let best: { readonly move: Move; readonly saved: number } | undefined;
    for (let letters = 0; letters <= Math.min(mostLetters, word.length); letters++) {
      const typed = at + word.slice(0, letters);
      this.put(typed);
      const position = new Lines(typed).positionAt(typed.length);
      const context = { triggerKind: 1 };
      const list = await this.server.request<CompletionList | CompletionItem[] | null>("textDocument/completion", {
        textDocument: { uri: this.uri },
        position,
        context,
      });
      const offers = offersFor(Array.isArray(list) ? list : (list?.items ?? []), new Lines(typed), typed.length);
      for (const [down, offer] of offers.slice(0, 8).entries()) {
        const move = this.outcome(offer, typed, Math.max(1, letters) + down + 1);
        const saved = move ? move.text.slice(this.text.length).replaceAll(/\n +/g, "\n").length - move.keys : 0;
        if (move && saved > (best?.saved ?? 0)) best = { move, saved };
      }
    }
    return best?.move;
  }

  /** What a proposal leaves, with its stops filled as in the target; nothing if it writes anything else. */
  private outcome(offer: Offer, typed: string, keys: number): Move | undefined {
    const { from } = offer.range(typed.length);
    const start = typed.slice(0, from);
    if (offer.also.length > 0 || !this.target.startsWith(start)) return undefined;
    const indent = /^ */.exec(start.slice(start.lastIndexOf("\n") + 1))![0];
    const { text, stops } = readSnippet(offer.snippet.replaceAll("\n", `\n${indent}`));
    const rest = this.target.slice(from);
    let [source, at] = ["", 0];
    for (const stop of stops) {
      source += `${escaped(text.slice(at, stop.from))}${stop.from === text.length ? "()" : "([^\\n]*)"}`;
      at = stop.to;
    }
    const isOpen = stops.at(-1)?.from === text.length;
    const match = new RegExp(`^${source}${escaped(text.slice(at))}${isOpen ? "" : "(?=\\n|$)"}`).exec(rest);
    if (!match || match[0].length + from <= this.text.length) return undefined;
    const numbers = new Set(stops.map(({ number }) => number));
    const filled = stops.map((stop, i) =>
      match[i + 1] === text.slice(stop.from, stop.to) || stop.from === text.length ? 0 : fillKeys(stop.choices, match[i + 1]!),
    );
    const linked = stops
      .filter((stop, i) => stops.findIndex((other) => other.number === stop.number) === i)
      .map((stop) => filled[stops.indexOf(stop)]!);
    const tabs = Math.max(0, numbers.size - 1) + (stops.length > 0 && stops.at(-1)!.to < text.length ? 1 : 0);
    return { text: this.target.slice(0, from + match[0].length), keys: keys + tabs + linked.reduce((sum, one) => sum + one, 0) };
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function fillKeys(choices: readonly string[], value: string): number {
  return choices.includes(value) ? Math.min(choices.indexOf(value), 2) + 1 : value.length;
}

async function keysOf(server: ServerProcess): Promise<{ readonly keys: number; readonly taken: number }> {
  const sum = { keys: 0, taken: 0 };
  for (const { name, text } of manifestsToType()) {
    const writer = new Writer(server, `file:///keys/${name}`, text);
    await writer.write();
    sum.keys += writer.keys;
    sum.taken += writer.taken;
  }
  return sum;
}

if (import.meta.main) {
  const server = await startServer({ command: ours() });
  const own = await keysOf(server);
  await server.stop();
  const settings = peerSettings();
  const peer = await startServer({ command: theirs(), settings });
  peer.notify("workspace/didChangeConfiguration", { settings });
  const other = await keysOf(peer);
  await peer.stop();
  const letters = manifestsToType().reduce((sum, { text }) => sum + text.replaceAll(/\n +/g, "\n").length, 0);
  console.log(`  ${own.taken} proposals taken, yaml-language-server ${other.taken}; ${letters} keys without any`);
  beside("keys to write the public manifests", own.keys, "yaml-language-server", other.keys, "keys", 1.4);
}
