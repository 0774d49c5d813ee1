import { PassThrough } from "node:stream";
import { type Connection, createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { createProtocolConnection, type ProtocolConnection } from "vscode-languageserver-protocol/node";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { serve } from "../../../server/lsp/server.ts";
import type { Change } from "../../../server/rehearsal/rehearsed.ts";
import { findingsOf } from "../../../server/rehearsal/run.ts";
import { node } from "../simulations.ts";

/** A language server in this process, and the editor's side of the protocol. What they say to each other goes through streams of bytes. */
export interface InProcess {
  readonly editor: ProtocolConnection;
  /** Typing rests: the server does what it waits with until then. */
  readonly rest: () => Promise<void>;
  readonly end: () => void;
}

interface Options {
  /** The files of its workspace that are not open, by URI. */
  readonly files: ReadonlyMap<string, string>;
  /** Called with the server's connection before it is used. */
  readonly watched?: (connection: Connection) => Connection;
}

/** Starts a server with a clock that stands still. Its workspace is the folder `file:///work`. */
export async function serveInProcess({ files, watched = (connection) => connection }: Options): Promise<InProcess> {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toEditor));
  const editor = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const waiting = new Set<() => void>();
  serve(watched(server), {
    read: async (uri) => files.get(uri),
    list: async () => [...files.keys()],
    now: () => 0,
    docs: async () => (await import("../../../schemas/generated/docs.ts")).docs,
    rehearser: () => async (change) => rehearsed(change),
    after(_, work) {
      waiting.add(work);
      return () => waiting.delete(work);
    },
  });
  editor.onRequest("workspace/configuration", ({ items }: { readonly items: readonly unknown[] }) => items.map(() => null));
  editor.onRequest("client/registerCapability", () => null);
  editor.onRequest("workspace/codeLens/refresh", () => null);
  editor.listen();
  await editor.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: "file:///work", name: "work" }],
    capabilities: { workspace: { workspaceFolders: true, configuration: true, codeLens: { refreshSupport: true } } },
    initializationOptions: { pages: "https://rehearsal.example/docs/rules/", trusted: true },
  });
  await editor.sendNotification("initialized", {});
  return {
    editor,
    async rest() {
      const due = [...waiting];
      waiting.clear();
      due.forEach((work) => work());
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
    },
    // The server may be in the middle of something, and its connection stays: nobody reads what it still says.
    end: () => editor.dispose(),
  };
}

function rehearsed(change: Change): ReturnType<typeof findingsOf> {
  const { before, after, cluster = [node("n1")], script = [], kubelet = {} } = change;
  return findingsOf(change, simulate({ before, after, cluster, script, kubelet, syncs: 1000, lasts: 60_000 }));
}
