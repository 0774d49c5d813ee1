/**
 * Writes the public bases at the keyboard with as few keys as completion allows, with our server and with yaml-language-server: at each place the proposal
 * that saves most is accepted, if all that it writes stands in the manifest, and the rest is typed. What is counted are keys: letters, Enter, Tab, arrows,
 * Backspace. Every key is pressed in an editor on the real server, so that what is written in the end is what the keys make of it.
 */
import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { Editor, keys } from "../support/editor/editor.ts";
import { type Offer } from "../support/editor/suggestions.ts";
import { readSnippet } from "../support/editor/snippet.ts";
import { type ServerProcess, startServer } from "../support/session.ts";
import { manifestsToType } from "./completion.ts";
import { peerSettings } from "./peerSchema.ts";
import { beside } from "./report.ts";
import { ours, theirs } from "./typing.ts";

/** A proposal that is worth its keys. */
interface Move {
  /** The letters that are typed first, or Ctrl+Space; nothing where proposals are shown already. */
  readonly lead: string;
  readonly down: number;
  /** The text that it leaves, and what its stops hold then, by their numbers. */
  readonly text: string;
  readonly stops: ReadonlyMap<number, string>;
  readonly saved: number;
}

/** Letters that are typed before a proposal is looked for. */
const mostLetters = 3;

/** Writes one manifest in an editor. */
class Writer {
  taken = 0;
  /** Proposals that left something else than what they seemed to write, or the cursor at a place where the next key can't be typed. */
  readonly astray: string[] = [];
  private readonly editor: Editor;
  private readonly target: string;
  /** Where a proposal went astray: the rest of the word is typed there. */
  private plainAt = -1;

  constructor(editor: Editor, target: string) {
    this.editor = editor;
    this.target = target;
  }

  async write(): Promise<void> {
    while (this.editor.text !== this.target) {
      if (this.target[this.editor.text.length] === "\n") await this.enter();
      else await this.word();
    }
  }

  private press(script: string): Promise<void> {
    return this.editor.type(script);
  }

  /** What has to be written still. */
  private get rest(): string {
    return this.target.slice(this.editor.text.length);
  }

  /** Presses Enter, and puts the cursor into the column of the next line. */
  private async enter(): Promise<void> {
    const { editor } = this;
    if (editor.offers.length > 0) await this.press(keys.escape);
    const wanted = editor.text + /^\n */.exec(this.rest)![0];
    await this.press(keys.enter);
    if (editor.text.length > wanted.length && editor.text.startsWith(wanted)) {
      const outer = await this.best();
      if (outer) return this.take(outer);
    }
    while (!wanted.startsWith(editor.text)) await this.press(keys.back);
    while (editor.text !== wanted)
      await this.press(this.rest.startsWith("\n") ? keys.enter : wanted.length - editor.text.length > 1 && !editor.stop ? keys.tab : " ");
  }

  /** Takes the best proposal, or types to the end of the word. */
  private async word(): Promise<void> {
    const best = await this.best();
    if (best) await this.take(best);
    else await this.editor.write(/^(?:- )?(?![{["'])[^\s:]+:(?: (?=\S))?|^[^\n]+/.exec(this.rest)![0]);
  }

  private async take(move: Move): Promise<void> {
    const { editor } = this;
    const before = editor.text.trimEnd();
    await this.press(move.lead + keys.down.repeat(move.down) + keys.enter);
    this.taken++;
    const isDone = (): boolean => editor.withCursor === `${move.text}<|>` && !editor.isSelecting;
    while (!isDone() && editor.stop) {
      await this.fill(move.stops.get(editor.stop.number) ?? "");
      if (!isDone()) await this.press(keys.tab);
    }
    if (isDone()) return;
    this.astray.push(`${JSON.stringify(move.text.slice(before.length))}: ${JSON.stringify(editor.withCursor.slice(before.length))}`);
    await this.goBack();
  }

  /** Writes into the stop that the cursor is in. */
  private async fill(value: string): Promise<void> {
    const { editor } = this;
    const { from, to, choices } = editor.stop!;
    if (choices.includes(value)) return this.press(keys.down.repeat(choices.indexOf(value)) + keys.enter);
    if (editor.text.slice(from, to) !== value) await editor.write(value);
    if (editor.offers.length > 0) await this.press(keys.escape);
  }

  /** Takes away what is wrong, key by key, and types there what was looked for. */
  private async goBack(): Promise<void> {
    const { editor } = this;
    await this.press(keys.escape.repeat(3) + keys.toEnd);
    while (!this.target.startsWith(editor.text) && editor.text !== "") await this.press(keys.back);
    this.plainAt = editor.text.trimEnd().length;
  }

  /** The proposal that saves most keys. */
  private async best(): Promise<Move | undefined> {
    const { editor } = this;
    if (editor.text.trimEnd().length === this.plainAt) return undefined;
    const isInColumn = this.target.startsWith(editor.text);
    const next = isInColumn ? this.rest : this.target.slice(editor.text.trimEnd().length).trimStart();
    const word = /^(?:- )?([^\n]*)/.exec(next)![1]!;
    let best: Move | undefined;
    for (let letters = 0; letters <= Math.min(mostLetters, word.length); letters++) {
      const typed = word.slice(0, letters);
      if (/[{["':]/.test(typed)) break; // brackets and quotes come in pairs, and behind a colon Enter begins a line
      const isShown = letters === 0 && editor.offers.length > 0;
      const offers = isShown ? editor.offers : await editor.proposedBehind(typed);
      for (const [down, offer] of offers.slice(0, 8).entries()) {
        const move = this.outcome(offer, isShown ? "" : typed || keys.propose, typed, down);
        if (move && move.saved > (best?.saved ?? 0)) best = move;
      }
    }
    return best;
  }

  /** What a proposal leaves, with its stops filled as in the target; nothing if it writes anything else. */
  private outcome(offer: Offer, lead: string, typed: string, down: number): Move | undefined {
    const now = this.editor.text + typed;
    const { from } = offer.range(now.length);
    const start = now.slice(0, from);
    if (offer.also.length > 0 || !this.target.startsWith(start)) return undefined;
    const indent = /^ */.exec(start.slice(start.lastIndexOf("\n") + 1))![0];
    const { text, stops } = readSnippet(offer.snippet.replaceAll("\n", `\n${indent}`));
    let [source, at] = ["", 0];
    for (const stop of stops) {
      source += `${escaped(text.slice(at, stop.from))}${stop.from === text.length ? "()" : `(${value})`}`;
      at = stop.to;
    }
    const isOpen = stops.at(-1)?.from === text.length;
    const match = new RegExp(`^${source}${escaped(text.slice(at))}${isOpen ? "" : "(?=\\n|$)"}`).exec(this.target.slice(from));
    const whole = start + (match?.[0] ?? "");
    if (!match || whole.length <= now.trimEnd().length) return undefined;
    const held = new Map(stops.map(({ number }, i) => [number, match[i + 1]!]));
    if (stops.some(({ number }, i) => held.get(number) !== match[i + 1])) return undefined;
    const filled = new Map(stops.map(({ number, choices, from: start, to }, i) => [number, fillKeys(choices, text.slice(start, to), match[i + 1]!)]));
    const tabs = Math.max(0, filled.size - 1) + (stops.length > 0 && stops.at(-1)!.to < text.length ? 1 : 0);
    const spent = lead.length + down + 1 + tabs + [...filled.values()].reduce((sum, one) => sum + one, 0);
    const plain = whole.slice(this.editor.text.trimEnd().length).replaceAll(/\n +/g, "\n").length;
    return { lead, down, text: whole, stops: held, saved: plain - spent };
  }
}

/** What a stop may hold. */
const value = String.raw`[^\n{}[\]"']*|"[^\n"]*"|'[^\n']*'`;

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function fillKeys(choices: readonly string[], there: string, value: string): number {
  if (there === value) return 0;
  return choices.includes(value) ? choices.indexOf(value) + 1 : value.length;
}

/** The manifests without comments and empty lines: both are typed letter by letter with any server. */
function targets(): { readonly name: string; readonly text: string }[] {
  return manifestsToType().map(({ name, text }) => ({ name, text: text.replaceAll(/^\s*(?:#.*)?\n/gm, "").trimEnd() }));
}

function valuesOf(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}

/** A server of which nobody waits for the diagnostics. */
function unwatched(server: ServerProcess): ServerProcess {
  const change = (uri: string, version: number, contentChanges: readonly object[]): Promise<[]> => {
    server.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    return Promise.resolve([]);
  };
  return {
    ...server,
    change: (uri, version, text) => change(uri, version, [{ text }]),
    edit: (uri, version, range, text) => change(uri, version, [{ range, text }]),
  };
}

interface Sum {
  keys: number;
  taken: number;
  readonly astray: string[];
}

async function keysOf(server: ServerProcess): Promise<Sum> {
  const sum: Sum = { keys: 0, taken: 0, astray: [] };
  for (const { name, text } of targets()) {
    const uri = `file:///keys/${name}`;
    const editor = await Editor.open(unwatched(server), uri);
    const writer = new Writer(editor, text);
    await writer.write();
    assert.deepEqual(valuesOf(editor.text), valuesOf(text), name);
    server.notify("textDocument/didClose", { textDocument: { uri } });
    sum.keys += editor.pressed;
    sum.taken += writer.taken;
    sum.astray.push(...writer.astray.map((one) => `${name} ${one}`));
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
  const letters = targets().reduce((sum, { text }) => sum + text.replaceAll(/\n +/g, "\n").length, 0);
  console.log(`  ${own.taken} proposals accepted, yaml-language-server ${other.taken}; ${letters} keys without any`);
  console.log(`  ${own.astray.length} of them left something else, yaml-language-server ${other.astray.length}`);
  for (const one of own.astray.slice(0, Number(process.env["SHOW"] ?? 0))) console.log(`    ${one}`);
  beside("keys to write the public manifests", own.keys, "yaml-language-server", other.keys, "keys", 1.4);
}
