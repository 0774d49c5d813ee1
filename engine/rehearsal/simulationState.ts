import type { Millis } from "../core/objects.ts";
import type { ApplyResult } from "./change.ts";
import type { StageState } from "./script/stage.ts";
import type { Outcome } from "./trace.ts";
import type { Recording, Sizes } from "./tracer.ts";

/** A simulation as plain data: with its scenario it can go on at another time or place. */
export interface SimulationState {
  readonly stage: StageState;
  readonly record: Recording;
  /** How many steps of the script are done. */
  readonly played: number;
  /** When it is cut short, in looks of controllers. Not settled before it has begun. */
  readonly syncs?: number;
  /** When a pod last got somewhere. */
  readonly progressed: Millis;
  readonly givenUp?: GivenUp;
  readonly change: ApplyResult;
  /** How it ended, if it only goes on to be looked at. */
  readonly outcome?: Outcome;
  /** When that which was planned last was due: a schedule, a load. */
  readonly awaited: Millis;
}

/** How it would have ended when a Deployment gave up. Its pods go on, and may still make it: all that counts then is that they did. */
export interface GivenUp {
  readonly outcome: Outcome;
  readonly sizes: Sizes;
}
