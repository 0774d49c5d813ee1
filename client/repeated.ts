import * as vscode from "vscode";
import type { BaseLanguageClient, ConnectionErrors, ErrorCodes, Middleware } from "vscode-languageclient";

/** The library's own words for what a request ends with when its server ends. The library is loaded when a server starts, so that only its types are imported here. */
const writeError: typeof ErrorCodes.MessageWriteError = -32099;
const readError: typeof ErrorCodes.MessageReadError = -32098;
const rejected: typeof ErrorCodes.PendingResponseRejected = -32097;
const inactive: typeof ErrorCodes.ConnectionInactive = -32096;
const closed: ConnectionErrors.Closed = 1;
const disposed: ConnectionErrors.Disposed = 2;

const unanswered: ReadonlySet<unknown> = new Set([writeError, readError, rejected, inactive, closed, disposed]);

/** The parameters of requests that were asked again: one that ends each server that is asked must not be asked forever. */
const repeated = new WeakSet<object>();

/** Asks the next server what this one did not answer because it ended, unless the document it is about is another one by then. */
export function repeatedBy(next: () => Promise<BaseLanguageClient>): NonNullable<Middleware["sendRequest"]> {
  return async (type, param, token, send) => {
    const version = versionOf(param);
    try {
      return await send(type, param, token);
    } catch (error) {
      const method = typeof type === "string" ? type : type.method;
      if (!isUnanswered(error) || typeof param !== "object" || param === null || repeated.has(param)) throw error;
      repeated.add(param);
      const client = await next();
      if (token?.isCancellationRequested === true || versionOf(param) !== version) throw error;
      return token ? client.sendRequest(method, param, token) : client.sendRequest(method, param);
    }
  };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof Error && "code" in error && unanswered.has(error.code);
}

/** The version of the document that a request is about; nothing if it is about none, or none that is open. */
function versionOf(param: unknown): number | undefined {
  const { textDocument } = (param ?? {}) as { readonly textDocument?: { readonly uri?: unknown } };
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === textDocument?.uri)?.version;
}
