import * as vscode from "vscode";
import { manifestLanguages } from "./manifestLike.ts";

/** The entry in the language status menu: the version of Kubernetes, and a command that opens the preview. */
export function showStatus(): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    "rehearsal.status",
    manifestLanguages.map((language) => ({ language })),
  );
  item.name = "Rehearsal";
  item.text = "Kubernetes 1.36";
  item.detail = vscode.l10n.t("Checked by Rehearsal as the API server would");
  item.command = { command: "rehearsal.preview", title: vscode.l10n.t("Preview rollout") };
  return item;
}
