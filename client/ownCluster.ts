import * as vscode from "vscode";
import type { OpenedCluster } from "./preview/host/messages.ts";
import { sentence } from "./sentence.ts";
import type { ServerLink } from "./serverLink.ts";

const agreed = "rehearsal.agreedToAskCluster";

/** Reads the nodes and pods of the user's cluster with their kubectl, after they agreed, and saves them in a file. Undefined if this fails. */
export async function ownCluster(context: vscode.ExtensionContext, server: ServerLink): Promise<OpenedCluster | undefined> {
  if (!(await mayAsk(context.workspaceState))) return undefined;
  const title = vscode.l10n.t("Reading nodes and pods from the cluster");
  try {
    const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => server.ownCluster());
    if ("problem" in result) return void vscode.window.showWarningMessage(result.problem);
    const read = new Date();
    await keep(context, result.objects, result.context, read).catch((error) => void vscode.window.showWarningMessage(sentence(error)));
    return {
      name: `${result.context}, ${read.toLocaleString(vscode.env.language, { dateStyle: "medium", timeStyle: "short" })}`,
      objects: result.objects,
    };
  } catch (error) {
    return void vscode.window.showWarningMessage(sentence(error));
  }
}

async function mayAsk(memory: vscode.Memento): Promise<boolean> {
  if (memory.get(agreed) === true) return true;
  const yes = vscode.l10n.t("Run kubectl");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Use the nodes of your cluster?"),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Rehearsal runs "kubectl get nodes,pods --all-namespaces" with the current context of your kubectl, and saves the output to a file on this machine, without managed fields and values of environment variables. It only reads from the cluster, and asks this once in this workspace.',
      ),
    },
    yes,
  );
  if (answer === yes) await memory.update(agreed, true);
  return answer === yes;
}

/** Saves the file in a form that the settings can also name as a cluster. */
async function keep({ storageUri, globalStorageUri }: vscode.ExtensionContext, items: readonly unknown[], name: string, read: Date): Promise<void> {
  const folder = storageUri ?? globalStorageUri;
  const list = { apiVersion: "v1", kind: "List", metadata: { annotations: { context: name, read: read.toISOString() } }, items };
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, "cluster.json"), new TextEncoder().encode(JSON.stringify(list, null, 1)));
}
