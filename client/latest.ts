import * as vscode from "vscode";

/** Only the last of several requests for the same thing counts: each cancels the one before. */
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
