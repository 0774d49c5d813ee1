import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { FieldAtParams, FieldAtResult, LocateParams, LocateResult, RehearseParams, RehearseResult } from "../server/protocol.ts";
import type { CommittedTexts } from "./committedTexts.ts";
import type { CreateClient } from "./extension.ts";
import { isManifestLike, manifestLanguages } from "./manifestLike.ts";
import type { YamlExtension } from "./yamlExtension.ts";

/** The language server as the rest of the extension sees it: started when it is first needed. */
export class ServerLink implements vscode.Disposable {
  private readonly createClient: CreateClient;
  private readonly committed: CommittedTexts;
  private readonly yaml: YamlExtension;
  private readonly subscriptions: vscode.Disposable[] = [];
  private client: Promise<BaseLanguageClient> | undefined;

  constructor(createClient: CreateClient, committed: CommittedTexts, yaml: YamlExtension) {
    this.createClient = createClient;
    this.committed = committed;
    this.yaml = yaml;
    this.subscriptions.push(
      vscode.workspace.onDidOpenTextDocument((document) => void this.tellCommitted(document)),
      committed.onDidChange(() => vscode.workspace.textDocuments.forEach((document) => void this.tellCommitted(document))),
    );
  }

  /** The running client. */
  started(): Promise<BaseLanguageClient> {
    return (this.client ??= this.start());
  }

  async restart(): Promise<void> {
    const running = await this.client;
    this.client = undefined;
    await running?.dispose();
    await this.started();
  }

  rehearse(params: RehearseParams, cancel?: vscode.CancellationToken): Promise<RehearseResult> {
    return this.request("rehearsal/rehearse", params, cancel);
  }

  locate(params: LocateParams): Promise<LocateResult> {
    return this.request("rehearsal/locate", params);
  }

  fieldAt(params: FieldAtParams): Promise<FieldAtResult> {
    return this.request("rehearsal/fieldAt", params);
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
    void this.client?.then((client) => client.dispose());
  }

  private async request<Result>(method: string, params: object, cancel?: vscode.CancellationToken): Promise<Result> {
    const client = await this.started();
    return client.sendRequest<Result>(method, params, cancel);
  }

  private async start(): Promise<BaseLanguageClient> {
    const client = this.createClient(clientOptions(this.yaml));
    await client.start();
    vscode.workspace.textDocuments.forEach((document) => void this.tellCommitted(document));
    return client;
  }

  /** The server holds the open text against the committed one: what cannot be changed once it is created. */
  private async tellCommitted(document: vscode.TextDocument): Promise<void> {
    if (!this.client || !manifestLanguages.includes(document.languageId) || !isManifestLike(document)) return;
    const committed = await this.committed.committed(document.uri);
    const client = await this.client;
    await client.sendNotification("rehearsal/committed", { uri: document.uri.toString(), text: committed?.text ?? null });
  }
}

function clientOptions(yaml: YamlExtension): LanguageClientOptions {
  return {
    documentSelector: manifestLanguages.map((language) => ({ language })),
    initializationOptions: { locale: vscode.env.language },
    middleware: { handleDiagnostics: (uri, diagnostics, next) => next(uri, yaml.withoutTwice(diagnostics)) },
    synchronize: { configurationSection: "rehearsal", fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,json}") },
  };
}
