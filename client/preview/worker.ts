import { Simulation } from "../../engine/rehearsal/simulate.ts";
import { yamlText } from "../../kubectl/output/yaml.ts";
import { answerAbout } from "./questions.ts";
import { openedTrace } from "./openedTrace.ts";
import { pastedCluster } from "./readCluster.ts";
import { Rehearsals } from "./rehearsals.ts";
import type { FromWorker, ToWorker } from "./state/jobs.ts";
import { holdLifeline } from "./state/lifeline.ts";
import { storyOf } from "./story/storyOf.ts";
import { withTyped } from "./typedObjects.ts";
import { smallRollout } from "./warmUp.ts";

/**
 * Runs the simulation off the page's thread. It is bundled as text (`scripts/inlineWorker.ts`) and started from a blob, so `worker-src blob:` is all that it needs.
 * It runs to the end without interruption: if it takes long, a newer edit terminates it. The page runs the same script for short rehearsals (`state/shortcut.ts`).
 */
const rehearsals = new Rehearsals();

function answer(message: ToWorker): FromWorker {
  const { id } = message;
  switch (message.is) {
    case "rehearse":
      return { id, ...rehearsals.outcomeOf(message) };
    case "replay": {
      const opened = openedTrace(message.trace, message.language);
      if ("problem" in opened) return { id, is: "unreadable", what: "trace", message: opened.problem };
      return { id, ...rehearsals.replay(opened) };
    }
    case "pasted":
      return { id, is: "answer", answer: pastedCluster(message.text) };
    default:
      return { id, is: "answer", answer: rehearsals.last && answerAbout(rehearsals.last, message) };
  }
}

function serve({ data }: MessageEvent<ToWorker>): void {
  try {
    postMessage(answer(data));
  } catch (error) {
    postMessage({ id: data.id, is: "failed", message: error instanceof Error ? error.message : String(error) } satisfies FromWorker);
  }
}

/** Messages are handled between the rounds. */
function warmUp(rounds: number): void {
  if (rounds === 0) return;
  const simulation = new Simulation(smallRollout);
  simulation.run();
  storyOf(simulation.trace());
  withTyped([], { uri: "", text: `${yamlText(smallRollout.after[0])}# ${rounds}`, from: 0, objects: 0 });
  setTimeout(() => warmUp(rounds - 1));
}

if ("document" in globalThis) globalThis.RehearsalsOfPage = Rehearsals;
else {
  addEventListener("message", serve);
  holdLifeline();
  warmUp(6);
}

declare global {
  /** Set if the script runs in the page. */
  // oxlint-disable-next-line no-var -- only a `var` becomes a property of the global object
  var RehearsalsOfPage: typeof Rehearsals | undefined;
}
