import * as vscode from "vscode";
import { isManifestLike, manifestLanguages } from "./manifestLike.ts";
import type { VersionResult } from "../server/lsp/protocol.ts";
import type { ServerLink } from "./serverLink.ts";

interface Entry {
  readonly text: string;
  readonly detail: string;
}

/** The entry in the language status menu: what the file in front is, and the version of Kubernetes that it is checked for. A click changes that. */
export class Status implements vscode.Disposable {
  private readonly server: ServerLink;
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];
  private nature: string | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;

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
      vscode.workspace.onDidChangeTextDocument(({ document }) => document === vscode.window.activeTextEditor?.document && this.showLater()),
      server.onDidStart(show),
      server.onDidChangeVersions(show),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("rehearsal.kubernetesVersion") && show()),
    ];
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  /** Shows it again once typing rests: what a file is may change with its text. */
  private showLater(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.show(), restMillis);
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const found =
      document && isManifestLike(document) && this.server.isServing ? await this.server.version(document.uri).catch(() => undefined) : undefined;
    if (document !== vscode.window.activeTextEditor?.document) return; // it is said for the other one
    await this.say(found?.nature, found ? described(found) : document && !isManifestLike(document) ? notKubernetes() : undefined);
  }

  /** Sets the status only if it differs: VS Code treats every value as a change, and animates the icon for a second. */
  private async say(nature: string | undefined, entry: Entry | undefined): Promise<void> {
    const isOther = nature !== this.nature;
    this.nature = nature;
    if (isOther) await vscode.commands.executeCommand("setContext", "rehearsal.nature", nature);
    if (entry && entry.text !== this.item.text) this.item.text = entry.text;
    if (entry && entry.detail !== this.item.detail) this.item.detail = entry.detail;
  }
}

const restMillis = 400;

/** What the file is, and what is done with it. */
function described({ nature, version, from }: VersionResult): Entry {
  switch (nature) {
    case "patch":
      return {
        text: vscode.l10n.t("Kubernetes patch"),
        detail: vscode.l10n.t("Part of an object for Kustomize: missing fields may come from elsewhere"),
      };
    case "unlisted-patch":
      return {
        text: vscode.l10n.t("Kubernetes patch"),
        detail: vscode.l10n.t("Taken for a patch, though no kustomization lists it: missing fields may come from elsewhere"),
      };
    case "template":
      return { text: vscode.l10n.t("Template"), detail: vscode.l10n.t("Checked after rendering") };
    case "kustomization":
      return { text: vscode.l10n.t("Kustomization"), detail: vscode.l10n.t("Read by Kustomize, not by the API server") };
    case "own":
      return { text: "Rehearsal", detail: vscode.l10n.t("A Rehearsal file") };
    case "ignored":
      return { text: vscode.l10n.t("Not checked"), detail: vscode.l10n.t("Excluded by .rehearsal.yaml") };
    case "other":
      return notKubernetes();
    case "manifest":
    case "empty":
      return { text: `Kubernetes ${version}`, detail: sourceOf(from) };
  }
}

function notKubernetes(): Entry {
  return { text: vscode.l10n.t("Not Kubernetes"), detail: vscode.l10n.t("Files without apiVersion and kind are not checked") };
}

function sourceOf(from: VersionResult["from"]): string {
  if (from === "setting") return vscode.l10n.t("as set");
  return from === "cluster" ? vscode.l10n.t("as the nodes of the cluster") : vscode.l10n.t("the newest");
}
