import * as vscode from "vscode";
import { CommittedTexts } from "./committedTexts.ts";
import { openExample } from "./examples.ts";
import { isManifestLike } from "./manifestLike.ts";
import { indentNewLines } from "./newLines.ts";
import { indentPastes } from "./pastes.ts";
import { PreviewPanels } from "./previewPanels.ts";
import { RenderedDocuments } from "./renderedDocuments.ts";
import { type CreateClient, ServerLink } from "./serverLink.ts";
import { Status } from "./status.ts";
import { offerTerminal } from "./terminals.ts";
import { checkVersions, chooseVersion } from "./versions.ts";
import { YamlExtension } from "./yamlExtension.ts";

/** The interface for other extensions and our own tests. */
export interface Rehearsal {
  /** Whether the language server runs. It starts with the first manifest. */
  readonly isServing: () => boolean;
}

/** Registers commands and providers. The language server starts when the first manifest is opened or needed. */
export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): Rehearsal {
  const committed = new CommittedTexts();
  const yaml = new YamlExtension();
  const server = new ServerLink(createClient, context.extensionUri, committed, yaml);
  const rendered = new RenderedDocuments(server);
  const panels = new PreviewPanels(context, server, committed, rendered);

  context.subscriptions.push(
    server,
    committed,
    panels,
    rendered,
    yaml,
    vscode.commands.registerCommand("rehearsal.preview", (uri?: vscode.Uri | string, at?: unknown) => panels.open(uri, at)),
    vscode.commands.registerCommand("rehearsal.chooseChange", () => panels.choose()),
    vscode.commands.registerCommand("rehearsal.openRendered", () => panels.openRendered()),
    offerTerminal(() => panels.current()),
    vscode.commands.registerCommand("rehearsal.restartServer", () => server.restart()),
    vscode.commands.registerCommand("rehearsal.openExample", (name?: string) => openExample(context.extensionUri, name)),
    vscode.commands.registerCommand("rehearsal.chooseVersion", () => chooseVersion(server)),
    vscode.commands.registerCommand("rehearsal.checkVersions", () => checkVersions(server)),
    indentNewLines((params) => server.newLine(params)),
    indentPastes((params) => server.paste(params)),
    vscode.window.registerWebviewPanelSerializer("rehearsal.preview", panels),
    vscode.workspace.onDidOpenTextDocument(startFor),
    new Status(server),
  );
  vscode.workspace.textDocuments.forEach(startFor);
  return { isServing: () => server.isServing };

  function startFor(document: vscode.TextDocument): void {
    if (isManifestLike(document)) server.startSoon();
  }
}
