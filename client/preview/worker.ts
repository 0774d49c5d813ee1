import type { Trace } from "../../engine/trace.ts";
import type { Answers, FromWorker, Question, ToWorker } from "./state/jobs.ts";
import { readTrace, writeTrace } from "./traceText.ts";
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
      throw new Error("no engine");
    case "replay":
      trace = readTrace(message.trace);
      return { id, is: "story", story: tell(trace) };
    default:
      return { id, is: "answer", answer: trace && answerAbout(trace, message) };
  }
}

function answerAbout(told: Trace, question: Question): Answers[Question["is"]] {
  switch (question.is) {
    case "placement":
      return (
        told.placements.findLast(({ pod, at }) => pod === question.pod && at <= question.time) ??
        told.placements.find(({ pod }) => pod === question.pod)
      );
    case "lettingIn":
      return [];
    case "object":
      return undefined;
    case "trace":
      return writeTrace(told);
  }
}
