import * as vscode from "vscode";

/** The part of the built-in Git extension's interface that we use. */
interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly repositories: readonly GitRepository[];
}
interface GitRepository {
  readonly state: { readonly HEAD?: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
}

/** A file's text before the edit, which a cluster that follows the repository would run. */
export type Before =
  | { readonly is: "committed"; readonly commit: string; readonly text: string }
  | { readonly is: "saved"; readonly text: string }
  | { readonly is: "nothing" };

/** Reads files as last committed, or as last saved if they are in no repository. */
export class CommittedTexts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly cache = new Map<string, { readonly commit: string; readonly text: string | undefined }>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private git: Promise<GitApi | undefined> | undefined;

  /** A commit was made, or another one was checked out. */
  readonly onDidChange = this.changed.event;

  async before(uri: vscode.Uri): Promise<Before> {
    const committed = await this.committed(uri);
    if (committed) return { is: "committed", ...committed };
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { is: "saved", text: new TextDecoder().decode(bytes) };
    } catch {
      return { is: "nothing" }; // never saved
    }
  }

  /** The text of a file at HEAD; undefined without a repository, or if the file is not in it. */
  async committed(uri: vscode.Uri): Promise<{ readonly commit: string; readonly text: string } | undefined> {
    if (uri.scheme !== "file" && uri.scheme !== "vscode-remote") return undefined;
    this.git ??= this.openGit();
    const repository = (await this.git)?.getRepository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (!repository || commit === undefined) return undefined;
    const key = uri.toString();
    const known = this.cache.get(key);
    if (known?.commit === commit) return known.text === undefined ? undefined : { commit, text: known.text };
    const text = await repository.show("HEAD", uri.fsPath).catch(() => undefined);
    this.cache.set(key, { commit, text });
    return text === undefined ? undefined : { commit, text };
  }

  private async openGit(): Promise<GitApi | undefined> {
    const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>("vscode.git");
    if (!extension) return undefined;
    try {
      const exports = await extension.activate();
      if (!exports.enabled) return undefined;
      const git = exports.getAPI(1);
      const follow = (repository: GitRepository): void => void this.subscriptions.push(this.followHead(repository));
      git.repositories.forEach(follow);
      this.subscriptions.push(git.onDidOpenRepository((repository) => (follow(repository), this.changed.fire())));
      return git;
    } catch {
      return undefined; // no git on this machine
    }
  }

  /** A repository's state changes with every save; only a change of HEAD matters here. */
  private followHead(repository: GitRepository): vscode.Disposable {
    let head = repository.state.HEAD?.commit;
    return repository.state.onDidChange(() => {
      const now = repository.state.HEAD?.commit;
      if (now === head) return;
      head = now;
      this.changed.fire();
    });
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }
}
