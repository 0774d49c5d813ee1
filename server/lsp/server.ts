import { type Connection, type InitializeParams, type InitializeResult, TextDocumentSyncKind } from "vscode-languageserver";
import { Changes } from "./changes.ts";
import { FileIndex } from "./fileIndex.ts";
import { FolderSettings } from "./folderSettings.ts";
import { OpenDocuments } from "./openDocuments.ts";
import type { RulePages } from "./pages.ts";
import { Publisher } from "./publisher.ts";
import { answerProtocol } from "./answers.ts";
import { offeredFeatures, offerFeatures } from "./features.ts";
import { offeredFormatting, registerFormatting } from "./formatting.ts";
import { readSettings } from "../finding/settings.ts";
import type { FileNames } from "./protocol.ts";
import type { Editor, Host, Session } from "./session.ts";
import { chartNames, kustomizationNames, passedOverFolders } from "../text/uris.ts";
import { english, languageOf, renderer, wordsIn } from "../words/words.ts";
import { type Snapshot, Workspace } from "../workspace/workspace.ts";

/** Connects the features: every request of an editor becomes a call of a pure function on a snapshot. */
export function serve(connection: Connection, host: Host): void {
  const workspace = new Workspace();
  const documents = new OpenDocuments();
  const snapshot = (uri: string): Snapshot | undefined => workspace.snapshot(uri);
  let pages: RulePages | undefined;
  let inWords = renderer(english);
  let trusted = false;
  let editor: Editor = { takesSnippets: false, asksBeforeChanges: false, suggestCommand: undefined };
  const session: Session = {
    connection,
    workspace,
    host,
    snapshot,
    whenRead: () => index.whenFilled(),
    inWords: (part) => inWords(part),
    pages: () => pages,
    trusted: () => trusted,
    editor: () => editor,
    at: ({ textDocument, position }) => {
      const found = snapshot(textDocument.uri);
      return found && { snapshot: found, offset: found.file.lines.offsetAt(position) };
    },
  };
  let refreshesLenses = false;
  const publisher = new Publisher(session, () => {
    if (refreshesLenses) void connection.sendRequest("workspace/codeLens/refresh").catch(() => undefined);
  });
  const publishLater = (): void => publisher.later();
  const index = new FileIndex(session, publishLater);
  const changes = new Changes(session);
  const folderSettings = new FolderSettings(session, publishLater);

  connection.onInitialize(async (params) => {
    editor = editorOf(params);
    refreshesLenses = params.capabilities.workspace?.codeLens?.refreshSupport === true;
    const language = languageOf(localeOf(params));
    inWords = renderer(await wordsIn(language));
    const folder = optionOf(params, "pages");
    trusted = (params.initializationOptions as { trusted?: unknown } | undefined)?.trusted === true;
    if (folder !== undefined) pages = { folder, language };
    connection.onInitialized(() => {
      followFolders(params, { session, index, folderSettings });
      registerFormatting(connection, params);
    });
    return initializeResult(params);
  });
  connection.onNotification("rehearsal/trusted", () => {
    trusted = true;
  });
  connection.onShutdown(() => index.stop());

  followChanges(documents, { session, publisher, index, folderSettings, changes });
  offerFeatures(session, publisher.rehearsals);
  answerProtocol(session, changes, publishLater, (asked) => publisher.check(asked));
  documents.listen(connection);
  connection.listen();
}

/** The parts of a server that a change concerns. */
interface Followers {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly index: FileIndex;
  readonly folderSettings: FolderSettings;
  readonly changes: Changes;
}

/** Reads the folders of the workspace and their settings, also of those that come later. */
function followFolders(
  { workspaceFolders, capabilities: { workspace } }: InitializeParams,
  { session, index, folderSettings }: Pick<Followers, "session" | "index" | "folderSettings">,
): void {
  const change = (added: readonly string[], removed: readonly string[] = []): void => {
    void index.change(added, removed);
    if (workspace?.configuration === true) void folderSettings.change(added, removed);
  };
  change(workspaceFolders?.map(uriOf) ?? []);
  if (workspace?.workspaceFolders !== true) return;
  session.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => change(added.map(uriOf), removed.map(uriOf)));
}

/** Handles changes: open documents, files of the workspace, settings. */
function followChanges(documents: OpenDocuments, { session: { connection, workspace }, publisher, index, folderSettings, changes }: Followers): void {
  documents.onDidChangeContent(({ document }) => {
    workspace.put(document.uri, document.getText(), document.version);
    publisher.soon(document.uri, documents.takeCursorLines(document.uri));
  });
  documents.onDidClose(({ document }) => {
    workspace.close(document.uri);
    publisher.clear(document.uri);
    void index.reread([document.uri]);
  });
  documents.onDidSave(() => changes.forgetSaved());
  connection.onDidChangeWatchedFiles(async ({ changes: files }) => {
    changes.forgetSaved();
    await index.reread(files.map(({ uri }) => uri));
    void connection.sendNotification("rehearsal/filesChanged");
  });
  connection.onDidChangeConfiguration(({ settings }: { settings?: { rehearsal?: unknown } }) => {
    workspace.setSettings(readSettings(settings?.rehearsal));
    publisher.later();
    void folderSettings.read();
  });
}

const fileNames: FileNames = { kustomizations: kustomizationNames, charts: chartNames, passedOver: passedOverFolders };

function initializeResult(params: InitializeParams): InitializeResult {
  return {
    capabilities: {
      experimental: { fileNames },
      textDocumentSync: TextDocumentSyncKind.Incremental,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...offeredFeatures,
      ...offeredFormatting(params),
    },
    serverInfo: { name: "rehearsal" },
  };
}

function uriOf({ uri }: { readonly uri: string }): string {
  return uri;
}

function editorOf(params: InitializeParams): Editor {
  const takesSnippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  const asksBeforeChanges = params.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
  return { takesSnippets, asksBeforeChanges, suggestCommand: optionOf(params, "suggest") };
}

/** The user's language: the editor's language, if it is known. */
function localeOf(params: InitializeParams): string {
  return optionOf(params, "locale") ?? params.locale ?? "en";
}

/** The initialization options of our own client. */
function optionOf({ initializationOptions }: InitializeParams, name: "locale" | "pages" | "suggest"): string | undefined {
  const value = (initializationOptions as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" ? value : undefined;
}
