import type { Planned } from "../host/messages.ts";
import type { Story } from "../story/story.ts";

/** What a person may put into a what-if: numbers and names in the order of its sentence. */
export interface Blank {
  readonly name: "count" | "percent" | "seconds" | "node" | "revision" | "text" | "zone";
  readonly value: string;
  readonly choices?: readonly string[];
}

/** A question to the rehearsal, as one or several steps of the script. */
export interface WhatIf {
  /** The name of its sentence in `words`. */
  readonly is: WhatIfName;
  readonly icon: string;
  /** Whether it belongs at the playhead; the others change what is rehearsed from the start. */
  readonly isMoment: boolean;
  readonly blanks: (context: WhatIfContext) => readonly Blank[];
  /** Its steps, each at once or so many milliseconds later. */
  readonly steps: (context: WhatIfContext, values: readonly string[]) => readonly (Planned["step"] | Later)[];
}

/** A step that comes some time after the others. */
export interface Later {
  readonly after: number;
  readonly step: Planned["step"];
}

/** The names of the questions. */
export type WhatIfName =
  | "strategy"
  | "replicas"
  | "readiness"
  | "badImage"
  | "crash"
  | "slow"
  | "neverReady"
  | "nodeFails"
  | "nodeLost"
  | "zoneLost"
  | "drain"
  | "podDeleted"
  | "label"
  | "taint"
  | "addNode"
  | "load"
  | "loadWave"
  | "scale"
  | "rollback"
  | "restart"
  | "pause"
  | "resume";

/** The workload that a question is about. */
export interface WhatIfContext {
  readonly story: Story;
  readonly kind: string;
  readonly name: string;
  readonly replicas: number;
  /** The manifest of the workload, as it is in the editor. */
  readonly manifest: unknown;
  /** Whether an autoscaler looks after it. */
  readonly hasAutoscaler: boolean;
  /** The load that is stated at the playhead, in thousandths of a CPU. */
  readonly load: number;
}
