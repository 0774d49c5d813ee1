import * as vscode from "vscode";
import type { BaseLanguageClient, Middleware, Range, TextDocumentEdit, WorkspaceEdit } from "vscode-languageclient";
import { manifestLanguages } from "./manifestLike.ts";

/**
 * Offers renames through whichever server runs. What the library offers goes with its server, and VS Code would then forget a rename whose box is open.
 * `started` starts a server if none runs.
 */
export function offerRenames(started: () => Promise<BaseLanguageClient>): vscode.Disposable {
  return vscode.languages.registerRenameProvider([...manifestLanguages], {
    async prepareRename(document, position, token) {
      const client = await started();
      const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
      const found = await client.sendRequest<Range | null>("textDocument/prepareRename", params, token);
      if (!found) throw new Error(vscode.l10n.t("This name is not defined in this workspace."));
      return client.protocol2CodeConverter.asRange(found);
    },
    async provideRenameEdits(document, position, newName, token) {
      const client = await started();
      const params = { ...client.code2ProtocolConverter.asTextDocumentPositionParams(document, position), newName };
      const edit = await client.sendRequest<WorkspaceEdit | null>("textDocument/rename", params, token);
      return edit && client.validateWorkspaceEdit(edit) ? client.protocol2CodeConverter.asWorkspaceEdit(edit, token) : null;
    },
  });
}

/** Keeps the library from offering renames, too. */
export function offerNoRenames(client: BaseLanguageClient): void {
  client.getFeature("textDocument/rename").initialize = () => undefined;
}

type SendRequest = NonNullable<Middleware["sendRequest"]>;

/**
 * Asks once before a rename changes files that are not open: all of them, or none. VS Code's own preview asks for a tick at each such change, and a name
 * that is changed in one place only is a mistake.
 */
export function askingBeforeRenames(send: SendRequest): SendRequest {
  return async <Params, Result>(...[type, param, token, next]: Parameters<typeof send<Params, Result>>): Promise<Result> => {
    const result = await send(type, param, token, next);
    const isRename = (typeof type === "string" ? type : type.method) === "textDocument/rename";
    return isRename && result ? ((await confirmed(result)) as Result) : result;
  };
}

/** The edit that the person wants of it; an empty one if none. */
async function confirmed(edit: WorkspaceEdit): Promise<WorkspaceEdit> {
  const { documentChanges = [], changeAnnotations = {} } = edit;
  const changes = documentChanges.filter((change): change is TextDocumentEdit => "edits" in change);
  const isClosed = ({ edits }: TextDocumentEdit): boolean =>
    edits.some((one) => "annotationId" in one && changeAnnotations[one.annotationId]?.needsConfirmation === true);
  const closed = changes.filter(isClosed);
  if (closed.length === 0) return edit;
  const [everywhere, inOpen] = [vscode.l10n.t("Rename Everywhere"), vscode.l10n.t("Only in Open Files")];
  const answer = await vscode.window.showInformationMessage(
    closed.length === 1
      ? vscode.l10n.t("Also rename in a file that is not open?")
      : vscode.l10n.t("Also rename in {0} files that are not open?", closed.length),
    { modal: true, detail: listOf(closed) },
    everywhere,
    inOpen,
  );
  if (answer === undefined) return { documentChanges: [] };
  if (answer === inOpen) return { ...edit, documentChanges: changes.filter((change) => !isClosed(change)) };
  const asked = Object.entries(changeAnnotations).map(([id, annotation]) => [id, { ...annotation, needsConfirmation: false }]);
  return { ...edit, changeAnnotations: Object.fromEntries(asked) };
}

/** The most files that are named. */
const named = 12;

function listOf(changes: readonly TextDocumentEdit[]): string {
  const files = changes.map(({ textDocument: { uri } }) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
  return files.length <= named ? files.join("\n") : [...files.slice(0, named), "…"].join("\n");
}
