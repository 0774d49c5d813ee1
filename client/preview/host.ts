import type { ToHost, ToPage } from "./messages.ts";
import type { SavedState } from "./state/panel.ts";

/** The page's surroundings: VS Code's webview, or a browser on its own. */
export interface Host {
  /** Whether there is no editor around, only a person with a saved trace. */
  readonly isAlone: boolean;
  readonly send: (message: ToHost) => void;
  readonly listen: (hear: (message: ToPage) => void) => void;
  readonly saved: () => SavedState | undefined;
  readonly keep: (state: SavedState) => void;
}

interface VsCodeApi {
  readonly postMessage: (message: ToHost) => void;
  readonly getState: () => SavedState | undefined;
  readonly setState: (state: SavedState) => void;
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
