import * as vscode from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient";
import { manifestLanguages } from "./manifestLike.ts";

/** The options of the language client. */
export function clientOptions(extension: vscode.Uri, fileEvents: readonly vscode.FileSystemWatcher[]): LanguageClientOptions {
  return {
    documentSelector: manifestLanguages.map((language) => ({ language })),
    initializationOptions: {
      locale: vscode.env.language,
      trusted: vscode.workspace.isTrusted,
      suggest: "editor.action.triggerSuggest",
      pages: `${vscode.Uri.joinPath(extension, "docs/rules").toString()}/`,
    },
    initializationFailedHandler: () => false,
    synchronize: { configurationSection: "rehearsal", fileEvents: [...fileEvents] },
  };
}
