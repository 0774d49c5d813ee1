import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import type { Background } from "../findings/background.ts";
import { passedOverFolders } from "../text/uris.ts";
import { serve } from "./server.ts";
import { after } from "./timer.ts";

/** The server in a browser is a web worker. It has no file system and requests files from the editor. */
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));

/** What a classic worker has: it loads and runs scripts of its own origin or of the extension. */
const scope = globalThis as unknown as {
  readonly name: string;
  readonly navigator: { readonly locks?: { request: (name: string, hold: () => Promise<never>) => Promise<unknown> } };
  readonly importScripts?: (url: string) => void;
  readonly rehearsalBackground?: Background;
};

/** Whoever has started this worker waits for the lock of its name, and so learns of its end. VS Code puts words of its own before the name. */
const lock = scope.name.split(" ").at(-1);
if (lock) scope.navigator.locks?.request(lock, () => new Promise(() => undefined)).catch(() => undefined);

/** The rehearsals are a script of their own, since most of the server's size is in them; where it can't be loaded there are none. */
function loadBackground(pages: string | undefined): Background | undefined {
  if (pages === undefined) return undefined;
  try {
    scope.importScripts?.(new URL("../../dist/server/background.js", pages).href);
  } catch {
    return undefined;
  }
  return scope.rehearsalBackground;
}

serve(connection, {
  read: async (uri) => (await connection.sendRequest<{ text: string | null }>("rehearsal/readFile", { uri })).text ?? undefined,
  list: async () => (await connection.sendRequest<{ uris: readonly string[] }>("rehearsal/listFiles", { passedOver: passedOverFolders })).uris,
  now: () => Date.now(),
  after,
  rehearser(pages) {
    const background = loadBackground(pages);
    return async (change, signal) => background?.run(change, () => !signal.aborted);
  },
});
