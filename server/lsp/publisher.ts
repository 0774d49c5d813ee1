import type { Diagnostic } from "vscode-languageserver";
import type { Version } from "../../api/version.ts";
import { diagnose, diagnoseUpgrade } from "../features/diagnostics.ts";
import type { CheckVersionsResult } from "./protocol.ts";
import type { Session } from "./session.ts";
import { toDiagnostic } from "./toLsp.ts";

/** How long the other open files wait before they are checked again, in milliseconds. */
const patience = 250;

/** How long work may run before other events are handled, in milliseconds. */
const slice = 8;

/** Publishes the findings of open files: for the edited file as soon as the requests that came with the edit are answered, for the others when typing pauses. */
export class Publisher {
  private readonly session: Session;
  private readonly waiting = new Set<string>();
  private readonly turns = { publish: 0, check: 0 };
  /** Closed files with problems in other versions. */
  private readonly shown = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.session = session;
  }

  soon(uri: string): void {
    if (!this.waiting.has(uri))
      setTimeout(() => {
        this.waiting.delete(uri);
        this.publish(uri);
      });
    this.waiting.add(uri);
    this.later(uri);
  }

  /** Publishes all open files except the one that is up to date, in small steps, so that typing is never delayed. */
  later(fresh?: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const uris = this.session.workspace.open().map(({ uri }) => uri);
      void this.each(
        "publish",
        uris.filter((uri) => uri !== fresh),
        (uri) => this.publish(uri),
      );
    }, patience);
  }

  clear(uri: string): void {
    void this.session.connection.sendDiagnostics({ uri, diagnostics: this.upgradeProblems(uri) });
  }

  /** Checks every file for other versions. What would break in them is published for closed files, too. */
  async check(asked: readonly Version[]): Promise<CheckVersionsResult> {
    const { workspace, connection } = this.session;
    workspace.checkFor(asked);
    let [files, findings] = [0, 0];
    await this.each("check", workspace.uris(), (uri) => {
      const problems = this.upgradeProblems(uri);
      if (workspace.isOpen(uri)) this.publish(uri);
      else if (problems.length > 0 || this.shown.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: problems });
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
    const diagnostics = diagnose(snapshot).map((finding) => toDiagnostic(finding, snapshot.file, this.session));
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
