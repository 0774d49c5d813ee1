import { readSettings } from "../finding/settings.ts";
import type { Session } from "./session.ts";

/** The settings of workspace folders: the version of Kubernetes, and the cluster. Requested only if the editor supports that. */
export class FolderSettings {
  private readonly session: Session;
  private readonly onChanged: () => void;
  private folders: readonly string[] = [];

  constructor(session: Session, onChanged: () => void) {
    this.session = session;
    this.onChanged = onChanged;
  }

  /** Adds the folders of an editor that supports such requests, and removes those that it closed. */
  async change(added: readonly string[], removed: readonly string[] = []): Promise<void> {
    this.folders = [...this.folders.filter((folder) => !removed.includes(folder)), ...added];
    await this.read();
  }

  async read(): Promise<void> {
    if (this.folders.length === 0) return;
    const { connection, workspace } = this.session;
    const items = this.folders.map((scopeUri) => ({ scopeUri, section: "rehearsal" }));
    const answers: unknown[] = await connection.workspace.getConfiguration(items).catch(() => []);
    workspace.setFolderSettings(new Map(this.folders.map((folder, i) => [folder, readSettings(answers[i])])));
    this.onChanged();
    void connection.sendNotification("rehearsal/versionsChanged");
  }
}
