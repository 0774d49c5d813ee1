import { appendFileSync } from "node:fs";
import * as vscode from "vscode";

const page = `<!DOCTYPE html><html><body><main id="echo"></main><script>
addEventListener("message", ({ data }) => { document.getElementById("echo").textContent = data; });
</script></body></html>`;

/** Shows the text of the editor in a webview, as plainly as can be: the least that a preview takes. */
export function activate(context: vscode.ExtensionContext): void {
  const open = (): void => {
    const { webview } = vscode.window.createWebviewPanel(
      "echo",
      "Echo",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true },
    );
    webview.html = page;
    context.subscriptions.push(vscode.workspace.onDidChangeTextDocument(({ document }) => void webview.postMessage(document.getText())));
  };
  const heard = process.env["REHEARSAL_HEARD"];
  context.subscriptions.push(
    vscode.commands.registerCommand("echo.open", open),
    vscode.workspace.onDidChangeTextDocument(() => heard && appendFileSync(heard, `${performance.timeOrigin + performance.now()}\n`)),
  );
}
