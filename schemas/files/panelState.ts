import { anything, choice, either, flag, list, nothing, number, open, record, tagged, text } from "./schema.ts";
import { pool } from "./scenario.ts";
import { planned } from "./step.ts";

/** What the panel keeps of itself while it is hidden or reloaded. */
export const panelState = open(
  record({
    uri: text,
    time: number,
    zoom: either(nothing, record({ from: number, to: number })),
    speed: number,
    tab: choice("steps", "pods", "workloads", "history", "events", "services", "console"),
    selection: tagged({ pod: record({ name: text, namespace: text }), node: record({ name: text }), nothing: record({}) }),
    focus: either(nothing, text),
    script: list(planned),
    cluster: tagged({ shape: record({ pools: list(pool) }, { classes: text }), opened: record({ name: text, objects: list(anything) }) }),
    allSteps: flag,
  }),
);
