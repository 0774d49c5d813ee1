import { type Scenario, simulate } from "../../engine/simulate.ts";
import type { Trace } from "../../engine/trace.ts";
import { answerAbout } from "./questions.ts";
import type { FromWorker, Job, ToWorker } from "./state/jobs.ts";
import { readTrace } from "./traceText.ts";
import { tell } from "./story/tell.ts";

/**
 * Runs the simulation off the page's thread. It is bundled as text (`scripts/inlineWorker.ts`) and started from a blob, so `worker-src blob:` is all that it needs.
 * It runs to the end without looking up: a newer edit terminates it.
 */
let trace: Trace | undefined;

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  try {
    postMessage(answer(data));
  } catch (error) {
    postMessage({ id: data.id, is: "failed", message: error instanceof Error ? error.message : String(error) } satisfies FromWorker);
  }
});

function answer(message: ToWorker): FromWorker {
  const { id } = message;
  switch (message.is) {
    case "rehearse":
      trace = simulate(scenarioOf(message));
      return { id, is: "story", story: tell(trace) };
    case "replay":
      trace = readTrace(message.trace);
      return { id, is: "story", story: tell(trace) };
    default:
      return { id, is: "answer", answer: trace && answerAbout(trace, message) };
  }
}

function scenarioOf({ before, after, cluster, script }: Job & { readonly is: "rehearse" }): Scenario {
  const faults = script.flatMap(({ step }) => ("fault" in step ? [step.fault] : []));
  const steps = script.flatMap(({ at, step }) => ("fault" in step ? [] : [{ at, step }]));
  return { before, after, cluster, script: steps, kubelet: { faults } };
}
