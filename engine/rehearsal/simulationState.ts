import type { Millis } from "../core/objects.ts";
import type { Blocked } from "./evictions.ts";
import type { ApplyResult } from "./change.ts";
import type { StageState } from "./script/stage.ts";
import type { Outcome } from "./trace.ts";
import type { Recording, Sizes } from "./tracer.ts";

/** A simulation as plain data. Together with its scenario it can be resumed at another time or place. */
export interface SimulationState {
  readonly stage: StageState;
  readonly record: Recording;
  /** How many steps of the script have been played. */
  readonly played: number;
  /** The limit of controller syncs. Absent before the rehearsal has begun. */
  readonly syncs?: number;
  /** When a pod last made progress. */
  readonly progressed: Millis;
  /** The pods whose eviction a drain retries. */
  readonly blocked?: readonly Blocked[];
  readonly givenUp?: GivenUp;
  /** Absent before the rehearsal has begun. */
  readonly change?: ApplyResult;
  /** The outcome, if the rehearsal only continues to show the end. */
  readonly outcome?: Outcome;
  /** When the last planned event, such as a schedule or a load, was due. */
  readonly awaited: Millis;
}

/** The outcome at the moment a Deployment exceeded its deadline. Its pods continue; if they complete later, that replaces this outcome. */
export interface GivenUp {
  readonly outcome: Outcome;
  readonly sizes: Sizes;
}
