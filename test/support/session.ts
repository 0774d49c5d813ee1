import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Diagnostic, type Range, StreamMessageReader, StreamMessageWriter, createProtocolConnection } from "vscode-languageserver-protocol/node";

const root = join(import.meta.dirname, "../..");

/** A real server process over stdio, and the editor's side of the protocol. */
export interface ServerProcess {
  /** What the server can do, as it said when it started. */
  readonly offered: object;
  request<Result>(method: string, params: unknown): Promise<Result>;
  notify(method: string, params: unknown): void;
  /** Opens a file, and waits for its diagnostics. */
  open(uri: string, text: string): Promise<Diagnostic[]>;
  /** Replaces the text of an open file. */
  change(uri: string, version: number, text: string): Promise<Diagnostic[]>;
  /** Replaces one span of an open file, as an editor does with every keystroke. */
  edit(uri: string, version: number, range: Range, text: string): Promise<Diagnostic[]>;
  /** The parameters of the next notification, or of a registration of a request. */
  notified(method: string): Promise<unknown>;
  /** Called with the diagnostics of a file whenever they come. */
  onShown(listener: (uri: string, diagnostics: readonly Diagnostic[]) => void): void;
  /** The diagnostics of a file, once they are as wanted. */
  published(uri: string, isWanted: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
  /** Ends it as a system does that has no memory left. */
  kill(): void;
}

interface Options {
  readonly command?: readonly string[];
  readonly folder?: string;
  readonly locale?: string;
  /** What the editor answers when the server asks for a section of its settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the editor can be told later for which languages the server formats. */
  readonly takesRegistrations?: boolean;
}

/** Starts a server: ours from its sources, or any other's command. */
export async function startServer({
  command = [process.execPath, join(root, "server/lsp/node.ts"), "--stdio"],
  folder,
  locale = "en",
  settings = {},
  takesRegistrations = false,
}: Options = {}): Promise<ServerProcess> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  let shown: (uri: string, diagnostics: readonly Diagnostic[]) => void = () => undefined;
  const waiting = new Map<string, ((params: never) => void)[]>();
  const wait = <Params>(key: string): Promise<Params> => new Promise((resolve) => waiting.set(key, [...(waiting.get(key) ?? []), resolve]));
  const settle = (key: string, params: unknown): void => {
    waiting.get(key)?.forEach((resolve) => resolve(params as never));
    waiting.delete(key);
  };
  const watchers = new Set<(uri: string, diagnostics: readonly Diagnostic[]) => void>();
  connection.onNotification("textDocument/publishDiagnostics", (params: { uri: string; version?: number; diagnostics: Diagnostic[] }) => {
    shown(params.uri, params.diagnostics);
    for (const watcher of watchers) watcher(params.uri, params.diagnostics);
    // Not every server sends the version of its diagnostics.
    if (params.version === undefined)
      for (const key of [...waiting.keys()].filter((one) => one.startsWith(`${params.uri} `))) settle(key, params.diagnostics);
    else settle(`${params.uri} ${params.version}`, params.diagnostics);
  });
  connection.onUnhandledNotification(({ method, params }) => settle(method, params));
  connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section = "" }) => settings[section] ?? null),
  );
  connection.onRequest(
    "client/registerCapability",
    ({ registrations }: { registrations: readonly { method: string; registerOptions: unknown }[] }) => {
      for (const { method, registerOptions } of registrations) settle(method, registerOptions);
      return null;
    },
  );
  connection.listen();
  const workspaceFolders = folder === undefined ? null : [{ uri: folder, name: "test" }];
  const capabilities = {
    workspace: { workspaceFolders: true },
    textDocument: {
      completion: { completionItem: { snippetSupport: true } },
      publishDiagnostics: { versionSupport: true, relatedInformation: true },
      formatting: { dynamicRegistration: takesRegistrations },
      rangeFormatting: { dynamicRegistration: takesRegistrations },
    },
  };
  const { capabilities: offered } = await connection.sendRequest<{ capabilities: object }>("initialize", {
    processId: process.pid,
    rootUri: folder ?? null,
    workspaceFolders,
    capabilities,
    locale,
    initializationOptions: { pages: "https://rehearsal.example/docs/rules/", suggest: "editor.action.triggerSuggest" },
  });
  void connection.sendNotification("initialized", {});
  return {
    offered,
    request: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => void connection.sendNotification(method, params),
    open(uri, text) {
      const told = wait<Diagnostic[]>(`${uri} 1`);
      void connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
      return told;
    },
    change(uri, version, text) {
      const told = wait<Diagnostic[]>(`${uri} ${version}`);
      void connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
      return told;
    },
    edit(uri, version, range, text) {
      const told = wait<Diagnostic[]>(`${uri} ${version}`);
      void connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ range, text }] });
      return told;
    },
    notified: (method) => wait(method),
    onShown: (listener) => void (shown = listener),
    published: (uri, isWanted) =>
      new Promise((resolve) => {
        const watcher = (of: string, diagnostics: readonly Diagnostic[]): void => {
          if (of !== uri || !isWanted(diagnostics)) return;
          watchers.delete(watcher);
          resolve(diagnostics);
        };
        watchers.add(watcher);
      }),
    kill: () => void child.kill("SIGKILL"),
    async stop() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
    },
  };
}
