import * as vscode from "vscode";
import { pagePolicy } from "./pagePolicy.ts";

/** The document of the preview: everything in it comes from the extension's own folder, and nothing from the network. */
export function previewPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "preview", name)).toString();
  const nonce = crypto.randomUUID();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce, webview.cspSource)}">
  <link rel="stylesheet" href="${asset("main.css")}">
  <title>Rehearsal</title>
</head>
<body>
  <main id="rehearsal"></main>
  <script nonce="${nonce}" src="${asset("main.js")}"></script>
</body>
</html>`;
}
