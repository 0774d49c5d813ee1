import type { Rehearsal } from "../host/messages.ts";
import type { Job } from "./jobs.ts";

type Simulation = Job & { readonly is: "rehearse" };

/** What the worker is asked to rehearse: what the host sent, with the choices of the panel. */
export function jobOf(
  { before, after, scenario }: Rehearsal,
  choices: Pick<Simulation, "cluster" | "language" | "script" | "typed" | "shown">,
): Simulation {
  return {
    is: "rehearse",
    before: before.map(({ object }) => object),
    after: after.map(({ object }) => object),
    ...(scenario?.apply && { apply: scenario.apply }),
    ...choices,
  };
}
