import * as vscode from "vscode";
import { type ConsoleSource, KubectlTerminal } from "./terminal.ts";

/** Offers `kubectl` over the open preview as a terminal: as a profile, and by a command. */
export function offerTerminal(source: () => ConsoleSource | undefined): vscode.Disposable {
  const options = (): vscode.ExtensionTerminalOptions => ({
    name: "Rehearsal: kubectl",
    iconPath: new vscode.ThemeIcon("play-circle"),
    pty: new KubectlTerminal(source),
  });
  return vscode.Disposable.from(
    vscode.window.registerTerminalProfileProvider("rehearsal.kubectl", { provideTerminalProfile: () => new vscode.TerminalProfile(options()) }),
    vscode.commands.registerCommand("rehearsal.kubectl", () => vscode.window.createTerminal(options()).show()),
  );
}
