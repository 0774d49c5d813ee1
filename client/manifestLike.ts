import type * as vscode from "vscode";

/** The languages in which manifests are written. */
export const manifestLanguages: readonly string[] = ["yaml", "json", "jsonc"];

/** Any YAML may become a manifest; JSON has to look like one, since most of it is something else. */
export function isManifestLike(document: vscode.TextDocument): boolean {
  if (document.languageId === "yaml") return true;
  if (!manifestLanguages.includes(document.languageId)) return false;
  const start = document.getText().slice(0, 10_000);
  return start.includes('"apiVersion"') && start.includes('"kind"');
}
