import * as vscode from "vscode";

/** Keeps only the last of several equal requests: each cancels the one before. */
export class Latest implements vscode.Disposable {
  private source: vscode.CancellationTokenSource | undefined;

  begin(): vscode.CancellationToken {
    this.dispose();
    this.source = new vscode.CancellationTokenSource();
    return this.source.token;
  }

  dispose(): void {
    this.source?.cancel();
    this.source?.dispose();
    this.source = undefined;
  }
}
