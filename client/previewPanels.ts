import * as vscode from "vscode";
import { Choices } from "./choices.ts";
import type { CommittedTexts } from "./committedTexts.ts";
import { PreviewPanel } from "./previewPanel.ts";
import { RehearsedChange } from "./rehearsedChange.ts";
import type { RenderedDocuments } from "./renderedDocuments.ts";
import { nameOf } from "./savedFiles.ts";
import type { ServerLink } from "./serverLink.ts";

/** The open preview panels, one a file or folder. */
export class PreviewPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly context: vscode.ExtensionContext;
  private readonly server: ServerLink;
  private readonly committed: CommittedTexts;
  private readonly rendered: RenderedDocuments;
  private readonly choices: Choices;
  /** The one that had the focus last. */
  private active: PreviewPanel | undefined;
  private readonly panels = new Map<string, PreviewPanel>();

  constructor(context: vscode.ExtensionContext, server: ServerLink, committed: CommittedTexts, rendered: RenderedDocuments) {
    this.context = context;
    this.server = server;
    this.committed = committed;
    this.rendered = rendered;
    this.choices = new Choices(context.workspaceState, server);
  }

  /** Shows the preview of a file (of the active editor's, if none is named) beside the editor, at a moment if it is told one. */
  open(named?: vscode.Uri | string, at?: unknown): void {
    const uri = typeof named === "string" ? vscode.Uri.parse(named) : (named ?? vscode.window.activeTextEditor?.document.uri);
    if (!uri) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a Kubernetes manifest first. The preview of its rollout opens beside it."));
      return;
    }
    const open = this.panels.get(uri.toString());
    if (open) open.reveal();
    else
      this.show(
        uri,
        vscode.window.createWebviewPanel("rehearsal.preview", title(uri), { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }),
      );
    if (typeof at === "number") this.panels.get(uri.toString())?.goTo(at);
  }

  /** Brings a panel back after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { readonly uri?: string } | undefined): Promise<void> {
    if (state?.uri === undefined) return panel.dispose();
    this.show(vscode.Uri.parse(state.uri), panel);
  }

  /** Lets the person choose what the preview rehearses; it is opened first if there is none. */
  async choose(): Promise<void> {
    if (!this.current()) this.open();
    await this.current()?.change.chooseChange();
  }

  /** Shows what a renderer made of a kustomization or a chart. */
  async openRendered(): Promise<void> {
    const choice = this.current()?.change.renderedChoice;
    if (choice) await this.rendered.open(choice);
    else void vscode.window.showInformationMessage(vscode.l10n.t("Preview a kustomization or a chart first to render its manifests."));
  }

  /** The preview that was looked at last: the active one, or a visible one, or any. */
  current(): PreviewPanel | undefined {
    const panels = [...this.panels.values()];
    return panels.find(({ isActive }) => isActive) ?? this.latest(panels.filter(({ isVisible }) => isVisible)) ?? this.latest(panels);
  }

  private latest(panels: readonly PreviewPanel[]): PreviewPanel | undefined {
    return panels.find((panel) => panel === this.active) ?? panels.at(-1);
  }

  dispose(): void {
    this.panels.forEach((panel) => panel.dispose());
  }

  private show(uri: vscode.Uri, webviewPanel: vscode.WebviewPanel): void {
    const key = uri.toString();
    const change = new RehearsedChange(uri, this.server, this.committed, this.choices, this.rendered);
    const panel = new PreviewPanel(uri, webviewPanel, this.context, this.server, change);
    this.panels.set(key, panel);
    this.active = panel;
    webviewPanel.onDidChangeViewState(() => webviewPanel.active && (this.active = panel));
    webviewPanel.onDidDispose(() => {
      this.panels.delete(key);
      panel.dispose();
    });
  }
}

function title(uri: vscode.Uri): string {
  return vscode.l10n.t("Rollout of {0}", nameOf(uri));
}
