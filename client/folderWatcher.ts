import * as vscode from "vscode";

/** What the files' own watcher tells, and what is in folders of others. */
const passedOver = /\.(ya?ml|json)$|\/(node_modules|\.git|\.venv|vendor|dist|build|target)\//;

/** Watches for folders that come and go: an editor says nothing of the files in them. */
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
