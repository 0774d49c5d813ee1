import type * as vscode from "vscode";

/** The languages in which manifests are written. */
export const manifestLanguages: readonly string[] = ["yaml", "json", "jsonc"];

/** Whether a document may be a manifest: any YAML may, but JSON must look like one, since most JSON files are something else. */
export function isManifestLike(document: vscode.TextDocument): boolean {
  if (document.languageId === "yaml") return true;
  if (!manifestLanguages.includes(document.languageId)) return false;
  const start = document.getText().slice(0, 10_000);
  return start.includes('"apiVersion"') && start.includes('"kind"');
}
