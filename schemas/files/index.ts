import { configuration } from "./configuration.ts";
import { kustomization } from "./kustomization.ts";
import { panelState } from "./panelState.ts";
import { questions } from "./questions.ts";
import { scenario, script } from "./scenario.ts";
import { trace } from "./trace.ts";

/** All that comes in from outside as data, by the module of `generated/checks/` that checks it. */
export const incoming = {
  files: { configuration, kustomization, scenario, script },
  panel: { panelState },
  trace: { trace },
  questions,
} as const;

/** The schemas that editors are told of, with the title that they show. */
export const shown = {
  configuration: "Settings of Rehearsal for a folder",
  scenario: "A scenario of Rehearsal",
  script: "Steps of a rehearsal",
} as const;
