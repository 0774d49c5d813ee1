import type { ToHost, ToPage } from "./messages.ts";

/** The page's surroundings: VS Code's webview, or a browser on its own. */
export interface Host {
  /** Whether there is no editor around, only a person with a saved trace. */
  readonly isAlone: boolean;
  readonly send: (message: ToHost) => void;
  readonly listen: (hear: (message: ToPage) => void) => void;
  /** What `keep` was handed last: data from outside, since an older page may have kept it. */
  readonly saved: () => unknown;
  readonly keep: (state: unknown) => void;
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
    listen: (hear) => window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => hear(data)),
    saved: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
