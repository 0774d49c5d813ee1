import * as vscode from "vscode";
import type { Baseline, Choice } from "../server/lsp/protocol.ts";

/** The part of the built-in Git extension's interface that we use. */
interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly repositories: readonly GitRepository[];
}
interface GitRepository {
  readonly state: { readonly HEAD?: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
  getCommit(ref: string): Promise<{ readonly hash: string }>;
  getRefs(query: { readonly sort: "committerdate" }): Promise<readonly { readonly type: RefType; readonly name?: string }[]>;
}

/** The types of refs in the Git extension: a branch, a remote branch, a tag. */
type RefType = 0 | 1 | 2;

/** The chosen state before a change: the files of a branch, a tag or `HEAD`, the saved files, or nothing. */
export type Earlier = { readonly is: "committed"; readonly ref: string } | { readonly is: "saved" } | { readonly is: "nothing" };

/** A branch or a tag. */
export interface NamedRef {
  readonly name: string;
  readonly isTag: boolean;
}

/** Reads files as last committed, or as last saved if they are in no repository. */
export class CommittedTexts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly cache = new Map<string, { readonly commit: string; readonly text: string | undefined }>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private git: Promise<GitApi | undefined> | undefined;

  /** Fires after a commit or a checkout. */
  readonly onDidChange = this.changed.event;

  /** The state before a choice: the files of a commit, or the saved files without a repository. A file that was never committed is compared with its saved version. */
  async baseline(choice: Choice, earlier: Earlier): Promise<Baseline> {
    if (earlier.is !== "committed") return earlier;
    const uri = vscode.Uri.parse(choice.uri);
    const repository = await this.repository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (!repository || commit === undefined) return { is: "saved" };
    const { ref } = earlier;
    if (ref !== "HEAD") return { is: "committed", ref, commit: (await repository.getCommit(ref)).hash };
    const isNew = (choice.is === "file" || choice.is === "related") && !(await this.committed(uri));
    return isNew ? { is: "saved" } : { is: "committed", ref, commit };
  }

  /** The branches and tags of the repository around a file or folder, the latest first. */
  async refs(uri: vscode.Uri): Promise<readonly NamedRef[]> {
    const refs = (await (await this.repository(uri))?.getRefs({ sort: "committerdate" })) ?? [];
    return refs.flatMap(({ type, name }) => (name === undefined ? [] : [{ name, isTag: type === 2 }]));
  }

  /** The text of a file at HEAD; undefined without a repository, or if the file is not in it. */
  async committed(uri: vscode.Uri): Promise<{ readonly commit: string; readonly text: string } | undefined> {
    const repository = await this.repository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (!repository || commit === undefined) return undefined;
    const key = uri.toString();
    const known = this.cache.get(key);
    if (known?.commit === commit) return known.text === undefined ? undefined : { commit, text: known.text };
    const text = await repository.show("HEAD", uri.fsPath).catch(() => undefined);
    this.cache.set(key, { commit, text });
    return text === undefined ? undefined : { commit, text };
  }

  private async repository(uri: vscode.Uri): Promise<GitRepository | null | undefined> {
    if (uri.scheme !== "file" && uri.scheme !== "vscode-remote") return undefined;
    this.git ??= this.openGit();
    return (await this.git)?.getRepository(uri);
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
