import * as vscode from "vscode";
import type { BaseLanguageClient, DocumentOnTypeFormattingParams, LanguageClientOptions, TextEdit } from "vscode-languageclient";
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
  ReadObjectsParams,
  ReadObjectsResult,
  RenderedParams,
  RenderedResult,
  WriteScenarioParams,
  WriteScenarioResult,
} from "../server/lsp/protocol.ts";
import type { CommittedTexts } from "./committedTexts.ts";
import { isManifestLike, manifestLanguages } from "./manifestLike.ts";
import { answerServer } from "./serverQuestions.ts";
import type { YamlExtension } from "./yamlExtension.ts";

/** Makes the platform's client of the language server: a process on a desktop, a worker in a browser. The client's code is loaded only then. */
export type CreateClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** The language server as the rest of the extension sees it: started when it is first needed. */
export class ServerLink implements vscode.Disposable {
  private readonly createClient: CreateClient;
  private readonly extensionUri: vscode.Uri;
  private readonly committed: CommittedTexts;
  private readonly yaml: YamlExtension;
  private readonly hasStarted = new vscode.EventEmitter<void>();
  private readonly versionsChanged = new vscode.EventEmitter<void>();
  private readonly filesChanged = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private client: Promise<BaseLanguageClient> | undefined;

  /** The server runs, or runs again after it had ended: it knows nothing but the open files. */
  readonly onDidStart = this.hasStarted.event;
  /** The server has read files of the workspace, or read them again. */
  readonly onDidChangeFiles = this.filesChanged.event;
  /** Files may be for another version of Kubernetes now. */
  readonly onDidChangeVersions = this.versionsChanged.event;
  isServing = false;

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
    ];
  }

  /** For those who don't wait: a server that can't be started tells the person itself. */
  startSoon(): void {
    this.started().catch(() => undefined);
  }

  async restart(): Promise<void> {
    const running = this.client;
    this.client = undefined;
    await running?.then((client) => client.dispose()).catch(() => undefined);
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
    this.subscriptions.forEach((subscription) => void subscription.dispose());
    this.client?.then((client) => client.dispose()).catch(() => undefined);
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
    try {
      const client = await this.createClient(clientOptions(this.extensionUri, this.yaml));
      this.follow(client);
      await client.start();
      return client;
    } catch (error) {
      this.client = undefined; // the next manifest may try again
      throw error;
    }
  }

  private follow(client: BaseLanguageClient): void {
    answerServer(client);
    client.onNotification("rehearsal/versionsChanged", () => this.versionsChanged.fire());
    client.onNotification("rehearsal/indexed", () => this.filesChanged.fire());
    client.onNotification("rehearsal/filesChanged", () => this.filesChanged.fire());
    client.onDidChangeState(() => {
      this.isServing = client.isRunning();
      if (!this.isServing) return;
      this.tellAllCommitted();
      this.hasStarted.fire();
    });
    this.yaml.join();
  }

  private async tellTrusted(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    await client?.sendNotification("rehearsal/trusted", {});
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

function clientOptions(extension: vscode.Uri, yaml: YamlExtension): LanguageClientOptions {
  return {
    documentSelector: manifestLanguages.map((language) => ({ language })),
    initializationOptions: {
      locale: vscode.env.language,
      trusted: vscode.workspace.isTrusted,
      suggest: "editor.action.triggerSuggest",
      pages: `${vscode.Uri.joinPath(extension, "docs/rules").toString()}/`,
    },
    middleware: { handleDiagnostics: (uri, diagnostics, show) => yaml.show(uri, diagnostics, show) },
    synchronize: { configurationSection: "rehearsal", fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,json}") },
  };
}
