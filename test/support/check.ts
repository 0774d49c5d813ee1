import assert from "node:assert/strict";
import { complete } from "../../server/features/completion/complete.ts";
import { withoutStops } from "../../server/features/completion/skeleton.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { newLine } from "../../server/features/typing/newLine.ts";
import { readSettings } from "../../server/finding/settings.ts";
import { type Snapshot, Workspace } from "../../server/workspace/workspace.ts";
import { dedent, fixture } from "./marks.ts";
import { inEnglish } from "../../server/words/words.ts";

/** Other files of the workspace by name, and settings as in the editor. */
export interface Around {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
  readonly committed?: string;
  readonly name?: string;
}

/** A workspace with one open file. */
export function snapshotOf(text: string, { files = {}, settings, committed, name = "test.yaml" }: Around = {}): Snapshot {
  const workspace = new Workspace();
  const uri = `file:///work/${name}`;
  workspace.setSettings(readSettings(settings));
  for (const [path, other] of Object.entries(files)) workspace.put(`file:///work/${path}`, dedent(other));
  workspace.put(uri, text, 1);
  if (committed !== undefined) workspace.setCommitted(uri, dedent(committed));
  return workspace.snapshot(uri)!;
}

/** Checks that the findings of a manifest are exactly its marks (`code: start of the message`), for the given codes. */
export function check(source: string, around: Around = {}, codes?: readonly string[]): void {
  const { text, marks } = fixture(source);
  const snapshot = snapshotOf(text, around);
  const { lines } = snapshot.file;
  const found = diagnose(snapshot)
    .filter(({ finding }) => codes === undefined || codes.includes(finding.code))
    .map(({ finding, base }) => {
      const { line, character } = lines.positionAt(finding.from + base);
      return { line, from: character, to: character + finding.to - finding.from, says: `${finding.code}: ${inEnglish(finding.message)}` };
    });
  const shown = found.map((one, i) => ({ ...one, says: one.says.slice(0, marks[i]?.says.length ?? Infinity) }));
  assert.deepEqual(shown, marks);
}

/** The labels of the proposals at the cursor, best first. */
export function proposed(source: string, around: Around = {}): string[] {
  const { text, cursor } = fixture(source);
  return complete(snapshotOf(text, around), cursor)?.proposals.map(({ label }) => label) ?? [];
}

/** The text after accepting the proposal with this label. */
export function accepted(source: string, label: string, around: Around = {}): string {
  const { text, cursor } = fixture(source);
  const completion = complete(snapshotOf(text, around), cursor);
  const proposal = completion?.proposals.find((one) => one.label === label);
  assert.ok(completion && proposal, `${label} is not proposed, but ${completion?.proposals.map((one) => one.label).join(", ")}`);
  const edits = [{ from: completion.from, to: completion.to, text: withoutStops(proposal.snippet) }, ...(proposal.also ?? [])];
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((written, edit) => written.slice(0, edit.from + completion.base) + edit.text + written.slice(edit.to + completion.base), text);
}

/** The text after Enter at the cursor, as an editor leaves it that keeps the line's indentation and asks the server for a better one. */
export function entered(source: string, around: Around = {}): string {
  const { text, cursor } = fixture(source);
  const indent = /^ */.exec(text.slice(text.lastIndexOf("\n", cursor - 1) + 1))![0];
  const broken = `${text.slice(0, cursor)}\n${indent}${text.slice(cursor)}`;
  const at = cursor + 1 + indent.length;
  const better = newLine(snapshotOf(broken, around), at);
  return better ? `${broken.slice(0, better.from)}${better.text}<|>${broken.slice(better.to)}` : `${broken.slice(0, at)}<|>${broken.slice(at)}`;
}
