import * as vscode from "vscode";
import type { Openable } from "./preview/host/messages.ts";

/** Manifests of the workspace that the page can offer when this file has no workload. */
export async function openableFiles(except: vscode.Uri): Promise<Openable[]> {
  const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "");
  const workload = /^(Pod|ReplicationController|ReplicaSet|Deployment|DaemonSet|StatefulSet|Job|CronJob)\b/;
  const files = new Map<string, Openable>();
  for (const { name, containerName, location } of symbols) {
    const uri = location.uri.toString();
    if (uri === except.toString() || files.has(uri) || !(workload.test(name) || workload.test(containerName))) continue;
    files.set(uri, { uri, label: vscode.workspace.asRelativePath(location.uri) });
  }
  return [...files.values()].slice(0, 10);
}
