import { sayFrom, type Sentence } from "../../../api/words/sentence.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import type { Rule } from "../../../engine/core/why.ts";
import type { en } from "./en.ts";

/** The code of a sentence of a rehearsal's finding, or of what blocks a workload in the engine's words. */
export type FindingsCode = keyof typeof en | Rule;

/** A sentence of a finding. */
export type FindingsSentence = Sentence<FindingsCode>;

/** Makes a sentence of a rehearsal's finding. */
export const say = sayFrom<typeof en, FindingsCode>();

/** How long something takes, in whole seconds. */
export function lasting(millis: Millis): FindingsSentence {
  const seconds = Math.max(1, Math.round(millis / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return say("lasts-seconds", { seconds });
  if (hours === 0) return seconds % 60 === 0 ? say("lasts-minutes", { minutes }) : say("lasts-minutes-seconds", { minutes, seconds: seconds % 60 });
  return minutes % 60 === 0 ? say("lasts-hours", { hours }) : say("lasts-hours-minutes", { hours, minutes: minutes % 60 });
}
