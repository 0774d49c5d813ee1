import type { Diagnostic } from "vscode-languageserver";
import type { Version } from "../../api/version.ts";
import { diagnose, diagnoseUpgrade } from "../features/diagnostics.ts";
import { unsaid } from "../rehearsal/placed.ts";
import { awayFromCursor, findingKey, shownWhileTyping } from "../features/typing/quiet.ts";
import type { CheckVersionsResult } from "./protocol.ts";
import { Rehearsals } from "./rehearsals.ts";
import type { Session } from "./session.ts";
import { toDiagnostic } from "./toLsp.ts";

/** How long open files wait before they are checked again after a change outside of the editor, in milliseconds. */
const patience = 250;

/** After how long without a keystroke typing rests, in milliseconds. */
const rest = 600;

/** How long work runs before other events are handled, in milliseconds. */
const slice = 8;

/** Publishes the findings of open files: for the edited file once all edits that came together are read, for the others when typing rests. */
export class Publisher {
  private readonly session: Session;
  private readonly waiting = new Set<string>();
  private readonly turns = { publish: 0, check: 0 };
  /** Closed files with problems in other versions. */
  private readonly shown = new Set<string>();
  /** The findings that each file shows, and those that it showed since typing last rested. */
  private readonly known = new Map<string, ReadonlySet<string>>();
  /** The files that are being edited, and the lines with the cursors. */
  private readonly cursorLines = new Map<string, ReadonlySet<number>>();
  /** The files with findings that are held back. */
  private readonly held = new Set<string>();
  private stopWaiting = (): void => undefined;
  private stopResting = (): void => undefined;

  /** The background rehearsals. */
  readonly rehearsals: Rehearsals;

  constructor(session: Session, onShown = (): void => undefined) {
    this.session = session;
    this.rehearsals = new Rehearsals(session, (uris) => {
      for (const uri of uris) this.publishRehearsed(uri);
      onShown();
    });
  }

  /** Publishes a changed file. `cursorLines` are the lines that were typed in; they are absent if the change was not typed. */
  soon(uri: string, cursorLines?: ReadonlySet<number>): void {
    if (!this.waiting.has(uri))
      setTimeout(() => {
        this.waiting.delete(uri);
        this.publish(uri);
      });
    this.waiting.add(uri);
    if (cursorLines) this.cursorLines.set(uri, cursorLines);
    else this.cursorLines.delete(uri);
    this.rehearsals.soon();
    this.stopResting();
    this.stopResting = this.session.host.after(cursorLines ? rest : patience, () => {
      // Keystrokes that came while the server was busy are handled first, since they mean that typing continues.
      const turn = setTimeout(() => {
        this.cursorLines.clear();
        this.publishOpen((other) => other !== uri || this.held.has(uri));
      });
      this.stopResting = () => clearTimeout(turn);
    });
  }

  /** Publishes all open files soon, in small steps, so that typing is never delayed. */
  later(): void {
    this.rehearsals.soon();
    this.stopWaiting();
    this.stopWaiting = this.session.host.after(patience, () => this.publishOpen(() => true));
  }

  clear(uri: string): void {
    for (const kept of [this.known, this.cursorLines, this.held]) kept.delete(uri);
    this.rehearsals.close(uri);
    this.publishClosed(uri);
  }

  /** Publishes a closed file's findings of other versions and of rehearsals of other files. */
  private publishClosed(uri: string): void {
    const file = this.session.workspace.file(uri);
    const rehearsed = file ? this.rehearsals.findingsIn(uri).map((placed) => toDiagnostic(placed, file, this.session)) : [];
    void this.session.connection.sendDiagnostics({ uri, diagnostics: [...this.upgradeProblems(uri), ...rehearsed] });
  }

  private publishRehearsed(uri: string): void {
    if (this.session.workspace.isOpen(uri)) this.publish(uri);
    else this.publishClosed(uri);
  }

  /** Checks every file for other versions. What would break in them is published for closed files, too. */
  async check(asked: readonly Version[]): Promise<CheckVersionsResult> {
    const { workspace } = this.session;
    workspace.checkFor(asked);
    let [files, findings] = [0, 0];
    await this.each("check", workspace.uris(), (uri) => {
      const problems = this.upgradeProblems(uri);
      if (workspace.isOpen(uri)) this.publish(uri);
      else if (problems.length > 0 || this.shown.has(uri)) this.publishClosed(uri);
      if (problems.length > 0) this.shown.add(uri);
      else this.shown.delete(uri);
      files += problems.length > 0 ? 1 : 0;
      findings += problems.length;
    });
    return { files, findings };
  }

  private upgradeProblems(uri: string): Diagnostic[] {
    const snapshot = this.session.workspace.snapshot(uri);
    if (!snapshot || snapshot.alsoFor.length === 0) return [];
    return diagnoseUpgrade(snapshot).map((finding) => toDiagnostic(finding, snapshot.file, this.session));
  }

  private publishOpen(isWanted: (uri: string) => boolean): void {
    const uris = this.session.workspace.open().map(({ uri }) => uri);
    void this.each("publish", uris.filter(isWanted), (uri) => this.publish(uri));
  }

  /** One file after the other. A later call for the same end stops an earlier one. */
  private async each(end: "publish" | "check", uris: readonly string[], work: (uri: string) => void): Promise<void> {
    const turn = ++this.turns[end];
    let started = performance.now();
    for (const uri of uris) {
      if (turn !== this.turns[end]) return;
      work(uri);
      if (performance.now() - started < slice) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      started = performance.now();
    }
  }

  private publish(uri: string): void {
    const { workspace, connection } = this.session;
    const snapshot = workspace.snapshot(uri);
    const version = snapshot?.file.version;
    if (!snapshot || version === undefined) return;
    const all = diagnose(snapshot);
    const rehearsed = unsaid(this.rehearsals.findingsIn(uri), all, snapshot);
    const [cursorLines, known = new Set<string>()] = [this.cursorLines.get(uri), this.known.get(uri)];
    const { lines } = snapshot.file;
    const shown = cursorLines
      ? [...shownWhileTyping(all, known, cursorLines, lines), ...awayFromCursor(rehearsed, known, cursorLines, lines)]
      : [...all, ...rehearsed];
    const keys = shown.map(findingKey);
    this.known.set(uri, new Set(cursorLines ? [...known, ...keys] : keys));
    if (shown.length < all.length + rehearsed.length) this.held.add(uri);
    else this.held.delete(uri);
    const diagnostics = shown.map((finding) => toDiagnostic(finding, snapshot.file, this.session));
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
