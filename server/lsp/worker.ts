import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import type { Background } from "../rehearsal/background.ts";
import { passedOverFolders } from "../text/uris.ts";
import { serve } from "./server.ts";
import { after } from "./timer.ts";

/** The server in a browser is a web worker. It has no file system and requests files from the editor. */
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));

/** The scope of a classic worker, which can load scripts of its own origin or of the extension. */
const scope = globalThis as unknown as {
  readonly name: string;
  readonly navigator: { readonly locks?: { request: (name: string, hold: () => Promise<never>) => Promise<unknown> } };
  readonly importScripts?: (url: string) => void;
  readonly rehearsalBackground?: Background;
  readonly rehearsalDocumentation?: Readonly<Record<string, string>>;
};

/** The page that started this worker waits for the lock with its name, and so notices its end. VS Code adds a prefix to the name. */
const lock = scope.name.split(" ").at(-1);
if (lock) scope.navigator.locks?.request(lock, () => new Promise(() => undefined)).catch(() => undefined);

/** Loads a script of the extension, which sets something in the scope, unless loading fails. */
function load(script: string, pages: string | undefined): void {
  if (pages === undefined) return;
  try {
    scope.importScripts?.(new URL(`../../dist/${script}`, pages).href);
  } catch {
    // Callers handle its absence.
  }
}

serve(connection, {
  read: async (uri) => (await connection.sendRequest<{ text: string | null }>("rehearsal/readFile", { uri })).text ?? undefined,
  list: async () => (await connection.sendRequest<{ uris: readonly string[] }>("rehearsal/listFiles", { passedOver: passedOverFolders })).uris,
  now: () => Date.now(),
  after,
  docs(pages) {
    // The panel uses the same script.
    if (!scope.rehearsalDocumentation) load("preview/documentation.js", pages);
    return Promise.resolve(scope.rehearsalDocumentation ?? {});
  },
  rehearser(pages) {
    // A script of its own, since most of the server's size is in it.
    load("server/background.js", pages);
    const background = scope.rehearsalBackground;
    return async (change, signal) => background?.run(change, () => !signal.aborted);
  },
});
