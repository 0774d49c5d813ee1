import type { Millis } from "../core/objects.ts";
import type { Busy, Task } from "./life.ts";
import type { Look } from "./look.ts";

/** The progress of a sync: the remaining tasks, and the results so far. */
export interface Progress {
  tasks: readonly Task[];
  failed: boolean;
  backsOffUntil: Millis;
  did: boolean;
  ended: Busy["ended"];
}

/** Lets a sync wait until a time; nothing if that time has come. */
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
