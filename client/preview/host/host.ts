import type { Documentation } from "../../../kubectl/core/cluster.ts";
import { loadDocumentation } from "./loadDocumentation.ts";
import type { ToHost, ToPage } from "./messages.ts";

/** The host of the page: VS Code's webview, or a browser alone. */
export interface Host {
  /** Whether the page runs without an editor, on a saved trace. */
  readonly isAlone: boolean;
  readonly send: (message: ToHost) => void;
  readonly listen: (receive: (message: ToPage) => void) => void;
  /** The last state that was passed to `keep`. It is untrusted data, since an older version may have written it. */
  readonly saved: () => unknown;
  readonly keep: (state: unknown) => void;
  /** The documentation of the API's types and fields. */
  readonly documentation: () => Promise<Documentation>;
}

interface VsCodeApi {
  readonly postMessage: (message: ToHost) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host behind the webview. */
export function vscodeHost(): Host {
  const api = acquireVsCodeApi();
  return {
    isAlone: false,
    send: (message) => api.postMessage(message),
    listen: (receive) => window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data)),
    saved: () => api.getState(),
    keep: (state) => api.setState(state),
    documentation: loadDocumentation,
  };
}
