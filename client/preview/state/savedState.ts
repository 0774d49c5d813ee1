import type { Millis } from "../../../engine/core/objects.ts";
import type { Planned } from "../host/messages.ts";
import type { ClusterChoice } from "./cluster.ts";
import type { Selection } from "./selection.ts";

/** The tabs beside the picture. */
export type Tab = "steps" | "pods" | "workloads" | "history" | "events" | "services" | "console";

/** The part of time that the timeline shows, from the start of the story. */
export interface Zoom {
  readonly from: Millis;
  readonly to: Millis;
}

/** The state that is kept when the panel is hidden or reloaded. */
export interface SavedState {
  readonly uri: string;
  readonly time: Millis;
  readonly zoom: Zoom | null;
  readonly speed: number;
  readonly tab: Tab;
  readonly selection: Selection;
  readonly focus: string | null;
  readonly script: readonly Planned[];
  readonly cluster: ClusterChoice;
  readonly allSteps: boolean;
}
