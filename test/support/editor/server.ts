import { ProposedFeatures, createConnection } from "vscode-languageserver/node";
import { serve } from "../../../server/lsp/server.ts";

/** The language server over stdio with a clock that stands still: what waits for a pause runs when the client asks for `test/rest`. */
const connection = createConnection(ProposedFeatures.all);
const waiting = new Set<() => void>();

connection.onRequest("test/rest", async () => {
  const due = [...waiting];
  waiting.clear();
  due.forEach((work) => work());
  await new Promise((resolve) => setTimeout(resolve)); // files are published in turns
});
serve(connection, {
  read: async () => undefined,
  list: async () => [],
  now: () => 0,
  docs: async () => (await import("../../../schemas/generated/docs.ts")).docs,
  rehearser: () => async () => undefined,
  after(_, work) {
    waiting.add(work);
    return () => waiting.delete(work);
  },
});
