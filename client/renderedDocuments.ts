import * as vscode from "vscode";
import type { Choice } from "../server/lsp/protocol.ts";
import type { ServerLink } from "./serverLink.ts";

const scheme = "rehearsal-rendered";

/** Shows what a renderer made of a kustomization or a chart, as documents that cannot be edited. */
export class RenderedDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly server: ServerLink;
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly choices = new Map<string, Choice>();

  readonly onDidChange = this.changed.event;

  constructor(server: ServerLink) {
    this.server = server;
    this.subscriptions = [this.changed, vscode.workspace.registerTextDocumentContentProvider(scheme, this)];
  }

  /** A choice was rendered again: what is open of it is shown anew. */
  rendered(choice: Choice): void {
    const uri = uriOf(choice);
    this.choices.set(uri.toString(), choice);
    if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) this.changed.fire(uri);
  }

  async open(choice: Choice): Promise<void> {
    this.rendered(choice);
    await vscode.window.showTextDocument(uriOf(choice), { viewColumn: vscode.ViewColumn.One });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const choice = this.choices.get(uri.toString());
    return (choice && (await this.server.rendered({ choice })).text) ?? "";
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** The document of a choice, as the server calls it, too. */
function uriOf({ is, uri }: Choice): vscode.Uri {
  const folder = vscode.Uri.parse(uri);
  return folder.with({ scheme, authority: "", path: `${folder.path}/rendered-${is}.yaml` });
}
