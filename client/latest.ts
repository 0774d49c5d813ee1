import * as vscode from "vscode";

/** Of several askings for the same thing only the last one counts: each cancels the one before. */
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
