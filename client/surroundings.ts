import * as vscode from "vscode";
import type { OpenedCluster, ScenarioFile } from "./preview/host/messages.ts";
import { sentence } from "./sentence.ts";
import { nameOf, olderScenarioOf, readScenario, scenarioBeside, scenarioOf } from "./savedFiles.ts";
import type { ServerLink } from "./serverLink.ts";

/** What a rehearsal needs besides the open text. */
export interface Known {
  readonly scenario?: ScenarioFile;
  readonly cluster?: OpenedCluster;
}

/** What surrounds a manifest: read once and kept, so that nothing of it is read while a person types, until it changes itself. */
export class Surroundings implements vscode.Disposable {
  private readonly manifest: vscode.Uri;
  private readonly server: ServerLink;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private clusterFile: vscode.Disposable | undefined;
  private known: Promise<Known> | undefined;
  /** What was last said to be wrong: a server that starts again reads it again. */
  private told = "";

  /** Its scenario or cluster is another one now. */
  readonly onDidChange = this.changed.event;

  constructor(manifest: vscode.Uri, server: ServerLink) {
    this.manifest = manifest;
    this.server = server;
    const forget = (): void => this.forget();
    this.subscriptions = [
      this.changed,
      server.onDidStart(forget),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("rehearsal.preview.cluster", manifest)) this.followCluster();
      }),
      followAll("**/.rehearsal.{yaml,yml}", forget),
      follow(scenarioOf(manifest), forget),
      follow(olderScenarioOf(manifest), forget),
    ];
    this.followCluster();
  }

  now(): Promise<Known> {
    return (this.known ??= this.read());
  }

  dispose(): void {
    this.clusterFile?.dispose();
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private forget(): void {
    this.known = undefined;
    this.changed.fire();
  }

  /** What `.rehearsal.yaml` names counts first. A scenario or a cluster that makes no sense is reported once and then ignored. */
  private async read(): Promise<Known> {
    const named = await this.server.configuration(this.manifest).catch(() => undefined);
    const scenarioFile = named?.scenario ? vscode.Uri.parse(named.scenario) : undefined;
    const clusterFile = named?.cluster ? vscode.Uri.parse(named.cluster) : configuredCluster(this.manifest);
    const wrong: string[] = [];
    const note = (error: unknown): undefined => void wrong.push(sentence(error));
    const [scenario, cluster] = await Promise.all([
      (scenarioFile ? readScenario(scenarioFile, this.server) : scenarioBeside(this.manifest, this.server)).catch(note),
      clusterFile && readCluster(clusterFile, this.server).catch(note),
    ]);
    this.tell(wrong.join(" "));
    return { ...(scenario && { scenario }), ...(cluster && { cluster }) };
  }

  private tell(wrong: string): void {
    if (wrong !== "" && wrong !== this.told) void vscode.window.showWarningMessage(wrong);
    this.told = wrong;
  }

  private followCluster(): void {
    this.clusterFile?.dispose();
    const cluster = configuredCluster(this.manifest);
    this.clusterFile = cluster && follow(cluster, () => this.forget());
    this.forget();
  }
}

/** The nodes (and pods) of a file that the person chose. */
export async function readCluster(file: vscode.Uri, server: ServerLink): Promise<OpenedCluster> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return { name: nameOf(file), ...(await server.readObjects({ text })) };
}

/** The file that the settings name for a manifest, in the manifest's own workspace folder. */
function configuredCluster(manifest: vscode.Uri): vscode.Uri | undefined {
  const path = vscode.workspace.getConfiguration("rehearsal", manifest).get<string>("preview.cluster", "");
  const folder = vscode.workspace.getWorkspaceFolder(manifest);
  return path === "" || !folder ? undefined : vscode.Uri.joinPath(folder.uri, path);
}

/** Calls back when one of some files appears, changes or goes. */
function followAll(pattern: string, onChange: () => void): vscode.Disposable {
  return watching(vscode.workspace.createFileSystemWatcher(pattern), onChange);
}

/** Calls back when a file appears, changes or goes. A file that was never saved has nothing beside it to follow. */
function follow(file: vscode.Uri, onChange: () => void): vscode.Disposable {
  if (file.scheme === "untitled") return { dispose: () => {} };
  return watching(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(file, ".."), nameOf(file))), onChange);
}

function watching(watcher: vscode.FileSystemWatcher, onChange: () => void): vscode.Disposable {
  watcher.onDidCreate(onChange);
  watcher.onDidChange(onChange);
  watcher.onDidDelete(onChange);
  return watcher;
}
