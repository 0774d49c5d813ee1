import type { Millis, Ref } from "../../core/objects.ts";
import type { FieldRef, Why } from "../../core/why.ts";
import type { VerdictCode, VerdictSentence } from "./words/say.ts";

/** How a change comes out: it does what was asked; it does, but somebody notices; it does not; nobody knows yet. */
export type State = "works" | "suffers" | "fails" | "unfinished";

/** One thing that a person should know of how a change comes out. */
export interface Finding {
  readonly code: VerdictCode;
  readonly state: Exclude<State, "works">;
  readonly sentence: VerdictSentence;
  /** The workload or the object that it is about. */
  readonly about: Ref;
  /** When it begins. */
  readonly at: Millis;
  /** What holds it up, where that is known. */
  readonly why?: Why;
  /** The line to look at. */
  readonly spot?: FieldRef;
}

/** The worst first. */
export const ranks: readonly VerdictCode[] = [
  "refused",
  "step-refused",
  "steps-refused",
  "job-fails",
  "never-completes",
  "runs-nowhere",
  "down-since",
  "no-endpoints-since",
  "never-endpoints",
  "selects-nothing",
  "down-for",
  "no-endpoints-for",
  "crashes",
  "below-floor",
  "gives-up",
  "left-one",
  "left-behind",
  "keeps-old-config",
  "still-going",
  "not-yet-run",
];

/** Builds a finding of its sentence. */
export function finding(
  state: Finding["state"],
  sentence: VerdictSentence,
  about: Ref,
  at: Millis,
  more: Pick<Finding, "why" | "spot"> = {},
): Finding {
  return { code: sentence.code, state, sentence, about, at, ...more };
}
