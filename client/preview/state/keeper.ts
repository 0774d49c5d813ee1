import type { Host } from "../host/host.ts";
import type { SavedState } from "./savedState.ts";

/** Has the host keep the panel's state. During playback it changes with every frame, but is saved only a few times a second. */
export class Keeper {
  private readonly host: Host;
  private unkept: SavedState | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  keepSoon(state: SavedState): void {
    const isWaiting = this.unkept !== undefined;
    this.unkept = state;
    if (isWaiting) return;
    setTimeout(() => {
      this.host.keep(this.unkept!);
      this.unkept = undefined;
    }, 200);
  }
}
