import * as vscode from "vscode";
import { isManifestLike, manifestLanguages } from "./manifestLike.ts";
import type { ServerLink } from "./serverLink.ts";

/** The entry in the language status menu: the version of Kubernetes that the file in front is for. A click changes it. */
export class Status implements vscode.Disposable {
  private readonly server: ServerLink;
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];

  constructor(server: ServerLink) {
    this.server = server;
    this.item = vscode.languages.createLanguageStatusItem(
      "rehearsal.status",
      manifestLanguages.map((language) => ({ language })),
    );
    this.item.name = "Rehearsal";
    this.item.text = "Kubernetes";
    this.item.detail = vscode.l10n.t("Checked by Rehearsal as the API server would");
    this.item.command = { command: "rehearsal.chooseVersion", title: vscode.l10n.t("Change") };
    const show = (): void => void this.show();
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(show),
      server.onDidStart(show),
      server.onDidChangeVersions(show),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("rehearsal.kubernetesVersion") && show()),
    ];
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isManifestLike(document) || !this.server.isServing) return;
    const found = await this.server.version(document.uri).catch(() => undefined);
    if (!found) return;
    this.item.text = `Kubernetes ${found.version}`;
    this.item.detail =
      found.from === "setting"
        ? vscode.l10n.t("as set")
        : found.from === "cluster"
          ? vscode.l10n.t("as the nodes of the cluster")
          : vscode.l10n.t("the newest");
  }
}
