import type { Millis } from "../core/objects.ts";
import type { Busy, Task } from "./life.ts";
import type { Look } from "./look.ts";

/** How far a sync has come: what it has left to do, and how that went. */
export interface Progress {
  tasks: readonly Task[];
  failed: boolean;
  backsOffUntil: Millis;
  did: boolean;
  ended: Busy["ended"];
}

/** A wait of a sync until a time; none if that has come. */
export function waitFor(
  look: Look,
  { tasks, failed, backsOffUntil, did, ended }: Progress,
  stage: Busy["stage"],
  until: Millis,
  { succeeds = true, tries = 0, image }: Partial<Busy> = {},
): Busy | undefined {
  if (until <= look.now) return undefined;
  return { stage, until, since: look.now, tasks, failed, backsOffUntil, did, ended, succeeds, tries, image };
}
