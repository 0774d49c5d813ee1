import * as vscode from "vscode";

/** Lets the code of a diagnostic lead to its page as a person reads it, not to the Markdown of its source. */
export function withRenderedPages(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { code } = diagnostic;
    if (typeof code === "object" && code.target.path.endsWith(".md")) diagnostic.code = { value: code.value, target: commandFor(code.target) };
    return diagnostic;
  });
}

/** A link that runs a command. */
function commandFor(page: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(`command:rehearsal.showPage?${encodeURIComponent(JSON.stringify([page.toString()]))}`);
}

/** Shows a page of the documentation, rendered; without the built-in Markdown extension its text. */
export async function showPage(page: string): Promise<void> {
  const uri = vscode.Uri.parse(page);
  const commands = await vscode.commands.getCommands(true);
  await vscode.commands.executeCommand(commands.includes("markdown.showPreview") ? "markdown.showPreview" : "vscode.open", uri);
}
