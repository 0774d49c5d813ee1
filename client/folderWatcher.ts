import * as vscode from "vscode";

/** Files with a watcher of their own, and files in the folders that the server does not read (`passedOverFolders` in `server/text/uris.ts`). */
const passedOver = /\.(ya?ml|json)$|\/(node_modules|\.git|\.venv|vendor|dist|build|target)\//;

/** Watches folders that are added or removed, since editors report no events for the files in them. */
export function watchFolders(): vscode.FileSystemWatcher {
  const watcher = vscode.workspace.createFileSystemWatcher("**", false, true, false);
  const only =
    (event: vscode.Event<vscode.Uri>): vscode.Event<vscode.Uri> =>
    (listener, self, disposables) =>
      event((uri) => !passedOver.test(uri.path) && listener.call(self, uri), undefined, disposables);
  return {
    ignoreCreateEvents: false,
    ignoreChangeEvents: true,
    ignoreDeleteEvents: false,
    onDidCreate: only(watcher.onDidCreate),
    onDidChange: watcher.onDidChange,
    onDidDelete: only(watcher.onDidDelete),
    dispose: () => watcher.dispose(),
  };
}
