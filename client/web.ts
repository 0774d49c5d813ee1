import { type ExtensionContext, Uri } from "vscode";
import type { MessageTransports } from "vscode-languageclient";
import { activateWith, type Rehearsal } from "./extension.ts";

/** The extension in a browser: the language server is a web worker. */
export function activate(context: ExtensionContext): Rehearsal {
  const script = Uri.joinPath(context.extensionUri, "dist/server/worker.js").toString(true);
  return activateWith(context, async (options) => {
    const name = `rehearsal-${crypto.randomUUID()}`;
    const worker = new Worker(script, { name });
    const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } = await import("vscode-languageclient/browser");
    const reader = new (class extends BrowserMessageReader {
      end(): void {
        this.fireClose();
      }
    })(worker);
    worker.addEventListener("message", () => void whenGone(name, () => reader.end()), { once: true });
    return new (class extends LanguageClient {
      protected override createMessageTransports(): Promise<MessageTransports> {
        return Promise.resolve({ reader, writer: new BrowserMessageWriter(worker) });
      }
    })("rehearsal", "Rehearsal", worker, options);
  });
}

/** Calls back when a worker has ended, of which a browser says nothing: it holds the lock of its name as long as it lives. */
async function whenGone(name: string, tell: () => void): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  const { held = [], pending = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  if ([...held, ...pending].some((lock) => lock.name === name)) await locks?.request(name, tell).catch(() => undefined);
}
