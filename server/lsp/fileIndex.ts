import { folderOf } from "../text/uris.ts";
import type { Session } from "./session.ts";

/** How many files are read before other events are handled. */
const batch = 20;

/** The files that are listed. Folders with such names are unlikely. */
const isListed = /\.(?:ya?ml|json)$/;

/** Reads files that are not open into the workspace, in small steps so that typing is never delayed. */
export class FileIndex {
  private folders: readonly string[] = [];
  private filled: Promise<unknown> = Promise.resolve();
  private readonly session: Session;
  private readonly onFilled: () => void;
  private stopped = false;

  constructor(session: Session, onFilled: () => void) {
    this.session = session;
    this.onFilled = onFilled;
  }

  /** Adds the folders of an editor, and removes those that it closed. */
  async change(added: readonly string[], removed: readonly string[] = []): Promise<void> {
    this.folders = [...this.folders.filter((folder) => !removed.includes(folder)), ...added];
    for (const uri of this.session.workspace.closed()) if (isIn(uri, removed) && !isIn(uri, this.folders)) this.session.workspace.remove(uri);
    this.filled = Promise.all([this.filled, this.fill(added)]);
    await this.filled;
  }

  /** Resolves when all files were read once, so that answers about all places of a name are complete. */
  whenFilled(): Promise<unknown> {
    return this.filled;
  }

  private async fill(folders: readonly string[]): Promise<void> {
    const uris = await this.session.host.list(folders).catch(() => []);
    for (let from = 0; from < uris.length && !this.stopped; from += batch) {
      await Promise.all(uris.slice(from, from + batch).map((uri) => this.take(uri)));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    if (!this.stopped) {
      this.session.workspace.setRead(this.folders);
      this.onFilled();
      void this.session.connection.sendNotification("rehearsal/indexed", { files: uris.length });
    }
  }

  /** Files or folders changed on disk, or files are no longer open. For a folder that was added or removed, its files are not named. */
  async reread(uris: readonly string[]): Promise<void> {
    const folders = new Set(uris.filter((uri) => !isListed.test(uri)));
    const inside = folders.size === 0 ? [] : [...this.session.workspace.closed(), ...(await this.session.host.list([...folders]).catch(() => []))];
    await Promise.all([...new Set([...uris, ...inside.filter((uri) => isInOne(uri, folders))])].map((uri) => this.take(uri)));
    this.onFilled();
  }

  stop(): void {
    this.stopped = true;
  }

  /** Reads a file that is not open; a deleted file is removed. */
  private async take(uri: string): Promise<void> {
    const { workspace, host } = this.session;
    const text = workspace.isOpen(uri) ? undefined : await host.read(uri).catch(() => undefined);
    if (workspace.isOpen(uri)) return;
    if (text === undefined) workspace.remove(uri);
    else workspace.put(uri, text);
  }
}

function isIn(uri: string, folders: readonly string[]): boolean {
  return folders.some((folder) => uri.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
}

function isInOne(uri: string, folders: ReadonlySet<string>): boolean {
  for (let folder = folderOf(uri); folder !== ""; folder = folderOf(folder)) if (folders.has(folder)) return true;
  return false;
}
