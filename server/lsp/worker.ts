import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { Background } from "../findings/background.ts";
import { serve } from "./server.ts";
import { after } from "./timer.ts";

/** The server in a browser is a web worker. It has no file system and requests files from the editor. */
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));

const background = new Background({ now: () => performance.now(), pause: () => new Promise((resolve) => void setTimeout(resolve, 0)) });

serve(connection, {
  read: async (uri) => (await connection.sendRequest<{ text: string | null }>("rehearsal/readFile", { uri })).text ?? undefined,
  list: async () => (await connection.sendRequest<{ uris: readonly string[] }>("rehearsal/listFiles", {})).uris,
  now: () => Date.now(),
  after,
  rehearse: (change, signal) => background.run(change, () => !signal.aborted),
});
