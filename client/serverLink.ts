import * as vscode from "vscode";
import type {
  BaseLanguageClient,
  CloseAction,
  DocumentOnTypeFormattingParams,
  ErrorAction,
  LanguageClientOptions,
  TextEdit,
} from "vscode-languageclient";
import type {
  CheckVersionsParams,
  CheckVersionsResult,
  ConfigurationResult,
  VersionResult,
  FieldAtParams,
  FieldAtResult,
  FileNames,
  ChangeParams,
  ChangeResult,
  LocateParams,
  LocateResult,
  ProposeParams,
  ProposeResult,
  ReadScenarioParams,
  ReadScenarioResult,
  OwnClusterResult,
  PasteParams,
  PasteResult,
  ReadObjectsParams,
  ReadObjectsResult,
  RenderedParams,
  RenderedResult,
  WriteScenarioParams,
  WriteScenarioResult,
} from "../server/lsp/protocol.ts";
import { clientOptions } from "./clientOptions.ts";
import type { CommittedTexts } from "./committedTexts.ts";
import { watchFolders } from "./folderWatcher.ts";
import { isManifestLike } from "./manifestLike.ts";
import { askingBeforeRenames, offerNoRenames, offerRenames } from "./renames.ts";
import { repeatedBy } from "./repeated.ts";
import { Restarts } from "./restarts.ts";
import { answerServer } from "./serverQuestions.ts";
import type { YamlExtension } from "./yamlExtension.ts";

/** Makes the platform's client of the language server: a process on a desktop, a worker in a browser. The client's code is loaded only then. */
export type CreateClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** The language server as the rest of the extension sees it: started when it is first needed, and again when it ends by itself. */
export class ServerLink implements vscode.Disposable {
  private readonly createClient: CreateClient;
  private readonly extensionUri: vscode.Uri;
  private readonly committed: CommittedTexts;
  private readonly yaml: YamlExtension;
  private readonly hasStarted = new vscode.EventEmitter<void>();
  private readonly versionsChanged = new vscode.EventEmitter<void>();
  private readonly filesChanged = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly restarts = new Restarts();
  private client: Promise<BaseLanguageClient> | undefined;
  private running: BaseLanguageClient | undefined;
  private log: vscode.LogOutputChannel | undefined;
  private files: readonly vscode.FileSystemWatcher[] = [];
  /** Ends the pause before the next start, if there is one. */
  private endPause: (() => void) | undefined;
  private isDisposed = false;

  /** The server runs, or runs again after it had ended: it knows nothing but the open files. */
  readonly onDidStart = this.hasStarted.event;
  /** The server has read files of the workspace, or read them again. */
  readonly onDidChangeFiles = this.filesChanged.event;
  /** Files may be for another version of Kubernetes now. */
  readonly onDidChangeVersions = this.versionsChanged.event;

  constructor(createClient: CreateClient, extensionUri: vscode.Uri, committed: CommittedTexts, yaml: YamlExtension) {
    this.createClient = createClient;
    this.extensionUri = extensionUri;
    this.committed = committed;
    this.yaml = yaml;
    this.subscriptions = [
      this.hasStarted,
      this.versionsChanged,
      this.filesChanged,
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.tellTrusted()),
      vscode.workspace.onDidOpenTextDocument((document) => void this.tellCommitted(document)),
      committed.onDidChange(() => this.tellAllCommitted()),
      offerRenames(() => this.started()),
    ];
  }

  get isServing(): boolean {
    return this.running !== undefined;
  }

  /** For those who don't wait. */
  startSoon(): void {
    this.started().catch(() => undefined);
  }

  async restart(): Promise<void> {
    if (this.endPause) this.endPause();
    else {
      const { client } = this;
      this.client = undefined;
      await client?.then((one) => one.dispose()).catch(() => undefined);
    }
    await this.started();
  }

  change(params: ChangeParams, cancel?: vscode.CancellationToken): Promise<ChangeResult> {
    return this.request("rehearsal/change", params, cancel);
  }

  ownCluster(): Promise<OwnClusterResult> {
    return this.request("rehearsal/ownCluster", {});
  }

  readObjects(params: ReadObjectsParams): Promise<ReadObjectsResult> {
    return this.request("rehearsal/readObjects", params);
  }

  rendered(params: RenderedParams): Promise<RenderedResult> {
    return this.request("rehearsal/rendered", params);
  }

  locate(params: LocateParams): Promise<LocateResult> {
    return this.request("rehearsal/locate", params);
  }

  propose(params: ProposeParams): Promise<ProposeResult> {
    return this.request("rehearsal/propose", params);
  }

  fieldAt(params: FieldAtParams, cancel?: vscode.CancellationToken): Promise<FieldAtResult> {
    return this.request("rehearsal/fieldAt", params, cancel);
  }

  readScenario(params: ReadScenarioParams): Promise<ReadScenarioResult> {
    return this.request("rehearsal/readScenario", params);
  }

  writeScenario(params: WriteScenarioParams): Promise<WriteScenarioResult> {
    return this.request("rehearsal/writeScenario", params);
  }

  /** How a line that was just begun is indented, where the server has something to say. */
  async newLine(params: DocumentOnTypeFormattingParams): Promise<readonly TextEdit[] | null> {
    return this.isServing ? this.request("textDocument/onTypeFormatting", params) : null;
  }

  /** How a block is indented that is pasted, where the server has something to say. */
  async paste(params: PasteParams): Promise<PasteResult> {
    return this.isServing ? this.request("rehearsal/paste", params) : null;
  }

  version(uri: vscode.Uri): Promise<VersionResult> {
    return this.request("rehearsal/version", { uri: uri.toString() });
  }

  configuration(uri: vscode.Uri): Promise<ConfigurationResult> {
    return this.request("rehearsal/configuration", { uri: uri.toString() });
  }

  checkVersions(params: CheckVersionsParams): Promise<CheckVersionsResult> {
    return this.request("rehearsal/checkVersions", params);
  }

  dispose(): void {
    this.isDisposed = true;
    this.endPause?.();
    this.subscriptions.forEach((subscription) => void subscription.dispose());
    this.client?.then((client) => client.dispose()).catch(() => undefined);
    this.log?.dispose();
    this.files.forEach((watcher) => void watcher.dispose());
  }

  /** What the server knows kustomizations, charts and the folders by that it passes over. */
  async fileNames(): Promise<FileNames> {
    const client = await this.started();
    return (client.initializeResult!.capabilities.experimental as { readonly fileNames: FileNames }).fileNames;
  }

  private async request<Result>(method: string, params: object, cancel?: vscode.CancellationToken): Promise<Result> {
    const client = await this.started();
    // An argument too many would make LSP's own requests invalid.
    return cancel ? client.sendRequest<Result>(method, params, cancel) : client.sendRequest<Result>(method, params);
  }

  private started(): Promise<BaseLanguageClient> {
    return (this.client ??= this.start());
  }

  private async start(): Promise<BaseLanguageClient> {
    if (this.isDisposed) throw new Error("The extension has ended.");
    const began = performance.now();
    try {
      const client = await this.makeClient(() => this.startAgain(performance.now() - began));
      this.yaml.join();
      await client.start();
      return client;
    } catch {
      return this.startAgain(performance.now() - began);
    }
  }

  /** A client of its own for each server: what one that ended leaves behind is of no more use. `onEnded` is called where it ends after it has run. */
  private async makeClient(onEnded: () => void): Promise<BaseLanguageClient> {
    this.log ??= vscode.window.createOutputChannel("Rehearsal", { log: true });
    if (this.files.length === 0) this.files = [vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,json}"), watchFolders()];
    let end: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const client: BaseLanguageClient = await this.createClient({
      ...clientOptions(this.extensionUri, this.files),
      middleware: {
        handleDiagnostics: (uri, diagnostics) => this.yaml.show(uri, diagnostics),
        sendRequest: askingBeforeRenames(repeatedBy(() => ended.then(() => this.started()))),
      },
      outputChannel: this.log,
      errorHandler: {
        error: () => ({ action: goOn, handled: true }),
        closed: () => {
          if (this.running === client) onEnded();
          return { action: doNotRestart, message: "The server has ended.", handled: true };
        },
      },
    });
    // The library shows a box for each of several things that fail when a server ends. A person is told once, if it does not come back.
    const { error } = client;
    client.error = (message, data) => error.call(client, message, data, false);
    answerServer(client);
    offerNoRenames(client);
    client.onNotification("rehearsal/versionsChanged", () => this.versionsChanged.fire());
    client.onNotification("rehearsal/indexed", () => this.filesChanged.fire());
    client.onNotification("rehearsal/filesChanged", () => this.filesChanged.fire());
    client.onDidChangeState(() => {
      if (client.isRunning()) return this.begin(client);
      if (this.running !== client) return;
      this.running = undefined;
      end();
    });
    return client;
  }

  private begin(client: BaseLanguageClient): void {
    this.running = client;
    this.yaml.removeClosed();
    this.tellAllCommitted();
    this.hasStarted.fire();
  }

  private startAgain(ranFor: number): Promise<BaseLanguageClient> {
    const { pause, isToTell } = this.restarts.ended(performance.now(), ranFor);
    if (isToTell) void this.tellEnds();
    const rested = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.endPause = () => (clearTimeout(timer), resolve());
    });
    return (this.client = rested.then(() => {
      this.endPause = undefined;
      return this.start();
    }));
  }

  private async tellEnds(): Promise<void> {
    const [restart, show] = [vscode.l10n.t("Restart Now"), vscode.l10n.t("Show Log")];
    const text = vscode.l10n.t("The Rehearsal language server keeps crashing. It is restarted after increasing delays. Your files are not affected.");
    const answer = await vscode.window.showErrorMessage(text, restart, show);
    if (answer === restart) await this.restart();
    if (answer === show) this.log?.show();
  }

  private async tellTrusted(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    await client?.sendNotification("rehearsal/trusted", {}).catch(() => undefined); // the next one is told when it starts
  }

  private tellAllCommitted(): void {
    vscode.workspace.textDocuments.forEach((document) => void this.tellCommitted(document));
  }

  /** The server holds the open text against the committed one: what cannot be changed once it is created. */
  private async tellCommitted(document: vscode.TextDocument): Promise<void> {
    if (!this.isServing || !isManifestLike(document)) return;
    const committed = await this.committed.committed(document.uri);
    const client = await this.client?.catch(() => undefined);
    if (client?.isRunning() !== true) return; // it will be told when it runs again
    await client.sendNotification("rehearsal/committed", { uri: document.uri.toString(), text: committed?.text ?? null }).catch(() => undefined);
  }
}

/** The library's own words for these. It is loaded when a server starts, so that only its types are imported here. */
const goOn: ErrorAction.Continue = 1;
const doNotRestart: CloseAction.DoNotRestart = 1;
