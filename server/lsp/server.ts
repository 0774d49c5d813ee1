import { type Connection, type InitializeParams, type InitializeResult, TextDocumentSyncKind } from "vscode-languageserver";
import { FileIndex } from "./fileIndex.ts";
import { FolderSettings } from "./folderSettings.ts";
import { OpenDocuments } from "./openDocuments.ts";
import type { RulePages } from "./pages.ts";
import { Publisher } from "./publisher.ts";
import { answerProtocol } from "./answers.ts";
import { offeredFeatures, offerFeatures } from "./features.ts";
import { readSettings } from "../finding/settings.ts";
import type { Host, Session } from "./session.ts";
import { english, languageOf, renderer, wordsIn } from "../words/words.ts";
import { type Snapshot, Workspace } from "../workspace/workspace.ts";

/** Connects the features: every request of an editor becomes a call of a pure function on a snapshot. */
export function serve(connection: Connection, host: Host): void {
  const workspace = new Workspace();
  const documents = new OpenDocuments();
  const snapshot = (uri: string): Snapshot | undefined => workspace.snapshot(uri);
  let pages: RulePages | undefined;
  let inWords = renderer(english);
  let takesSnippets = false;
  const session: Session = {
    connection,
    workspace,
    host,
    snapshot,
    inWords: (part) => inWords(part),
    pages: () => pages,
    takesSnippets: () => takesSnippets,
    at: ({ textDocument, position }) => {
      const found = snapshot(textDocument.uri);
      return found && { snapshot: found, offset: found.file.lines.offsetAt(position) };
    },
  };
  const publisher = new Publisher(session);
  const index = new FileIndex(session, () => publisher.later());
  const folderSettings = new FolderSettings(session, () => publisher.later());
  let knowsFolders = false;
  let asksSettings = false;
  let folders: readonly string[] = [];

  connection.onInitialize(async (params) => {
    takesSnippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    const language = languageOf(localeOf(params));
    inWords = renderer(await wordsIn(language));
    const folder = optionOf(params, "pages");
    if (folder !== undefined) pages = { folder, language };
    folders = params.workspaceFolders?.map(uriOf) ?? [];
    knowsFolders = params.capabilities.workspace?.workspaceFolders === true;
    asksSettings = params.capabilities.workspace?.configuration === true;
    return initializeResult;
  });
  connection.onInitialized(() => {
    void index.change(folders);
    if (asksSettings) void folderSettings.change(folders);
    if (!knowsFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      void index.change(added.map(uriOf), removed.map(uriOf));
      if (asksSettings) void folderSettings.change(added.map(uriOf), removed.map(uriOf));
    });
  });
  connection.onShutdown(() => index.stop());

  followChanges(documents, { session, publisher, index, folderSettings });
  offerFeatures(session);
  answerProtocol(
    session,
    () => publisher.later(),
    (asked) => publisher.check(asked),
  );
  documents.listen(connection);
  connection.listen();
}

/** The parts of a server that a change concerns. */
interface Followers {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly index: FileIndex;
  readonly folderSettings: FolderSettings;
}

/** Handles changes: open documents, files of the workspace, settings. */
function followChanges(documents: OpenDocuments, { session: { connection, workspace }, publisher, index, folderSettings }: Followers): void {
  documents.onDidChangeContent(({ document }) => {
    workspace.put(document.uri, document.getText(), document.version);
    publisher.soon(document.uri, documents.takeCursorLines(document.uri));
  });
  documents.onDidClose(({ document }) => {
    workspace.close(document.uri);
    publisher.clear(document.uri);
    void index.reread(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => changes.forEach(({ uri }) => void index.reread(uri)));
  connection.onDidChangeConfiguration(({ settings }: { settings?: { rehearsal?: unknown } }) => {
    workspace.setSettings(readSettings(settings?.rehearsal));
    publisher.later();
    void folderSettings.read();
  });
}

const initializeResult: InitializeResult = {
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...offeredFeatures,
  },
  serverInfo: { name: "rehearsal" },
};

function uriOf({ uri }: { readonly uri: string }): string {
  return uri;
}

/** The user's language: the editor's language, if it is known. */
function localeOf(params: InitializeParams): string {
  return optionOf(params, "locale") ?? params.locale ?? "en";
}

/** The initialization options of our own client. */
function optionOf({ initializationOptions }: InitializeParams, name: "locale" | "pages"): string | undefined {
  const value = (initializationOptions as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" ? value : undefined;
}
