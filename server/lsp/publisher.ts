import { diagnose } from "../features/diagnostics.ts";
import type { Session } from "./session.ts";
import { toDiagnostic } from "./toLsp.ts";

/** How long the other open files wait until they are looked at again, in milliseconds. */
const patience = 250;

/** Sends the findings of open files: of the one that is typed in as soon as what was asked with the change is answered, of the others when the typing rests. */
export class Publisher {
  private readonly session: Session;
  private readonly waiting = new Set<string>();
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

  /** All open files, but for one that is fresh. */
  later(fresh?: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const { uri } of this.session.workspace.open()) if (uri !== fresh) this.publish(uri);
    }, patience);
  }

  clear(uri: string): void {
    void this.session.connection.sendDiagnostics({ uri, diagnostics: [] });
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
