import type { Rehearsal } from "../host/messages.ts";
import type { RehearseJob } from "./jobs.ts";

/** The job for the worker: the host's objects with the panel's choices. */
export function jobOf(
  { before, after, scenario }: Rehearsal,
  choices: Pick<RehearseJob, "cluster" | "language" | "script" | "typed" | "shown">,
): RehearseJob {
  return {
    is: "rehearse",
    before: before.map(({ object }) => object),
    after: after.map(({ object }) => object),
    ...(scenario?.apply && { apply: scenario.apply }),
    ...choices,
  };
}
