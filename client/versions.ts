import * as vscode from "vscode";
import type { ServerLink } from "./serverLink.ts";

/** Lets a person choose the version of Kubernetes that manifests are for, and writes it into the settings of the folder. */
export async function chooseVersion(server: ServerLink): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const { version, from, versions } = await server.version(uri ?? vscode.Uri.file("/"));
  const automatic = {
    label: vscode.l10n.t("Automatic"),
    description: vscode.l10n.t("the version of the cluster's nodes, otherwise the newest"),
    value: "auto",
  };
  const known = versions.toReversed().map((one) => ({ label: one, description: "", value: one }));
  const now = from === "setting" ? version : "auto";
  const items = [automatic, ...known].map((item) => ({ ...item, ...(item.value === now && { iconPath: new vscode.ThemeIcon("check") }) }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("The version of Kubernetes that manifests are for") });
  if (!chosen) return;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  const target = folder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("rehearsal", uri).update("kubernetesVersion", chosen.value, target);
}

/** Lists among the problems what a move to other versions would break in the workspace. Choosing none takes them away again. */
export async function checkVersions(server: ServerLink): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const { version, versions } = await server.version(uri ?? vscode.Uri.file("/"));
  const newer = (one: string): boolean => versions.indexOf(one) > versions.indexOf(version);
  const items = versions
    .filter((one) => one !== version)
    .toReversed()
    .map((one) => ({ label: one, description: newer(one) ? vscode.l10n.t("an upgrade") : vscode.l10n.t("a downgrade"), picked: newer(one) }));
  const title = vscode.l10n.t("Versions to check against, besides {0}", version);
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true });
  if (!chosen) return;
  const asked = chosen.map(({ label }) => label);
  const { files, findings } = await server.checkVersions({ versions: asked });
  if (asked.length === 0) return;
  const list = asked.toReversed().join(", ");
  if (findings === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing breaks in Kubernetes {0}.", list));
    return;
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.showInformationMessage(vscode.l10n.t("Kubernetes {0}: {1} problems in {2} files.", list, findings, files));
}
