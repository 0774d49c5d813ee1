import type { Rehearsal } from "../host/messages.ts";
import type { RehearseJob } from "./jobs.ts";

/** What the worker is asked to rehearse: what the host sent, with the choices of the panel. */
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
