import type { Millis, Ref } from "../../core/objects.ts";
import type { FieldRef, Why } from "../../core/why.ts";
import type { VerdictCode, VerdictSentence } from "./words/say.ts";

/** The result of a change: it works; it works, but users notice; it fails; it is not finished. */
export type State = "works" | "suffers" | "fails" | "unfinished";

/** One fact about the result of a change. */
export interface Finding {
  readonly code: VerdictCode;
  readonly state: Exclude<State, "works">;
  readonly sentence: VerdictSentence;
  /** The workload or the object that it is about. */
  readonly about: Ref;
  /** The time at which it begins. */
  readonly at: Millis;
  /** The reason, if it is known. */
  readonly why?: Why;
  /** The line to look at. */
  readonly spot?: FieldRef;
}

/** All findings, the worst first. */
export const ranks: readonly VerdictCode[] = [
  "refused",
  "refused-too",
  "step-refused",
  "steps-refused",
  "drain-blocked",
  "job-fails",
  "pod-fails",
  "never-completes",
  "runs-nowhere",
  "down-since",
  "no-endpoints-since",
  "never-endpoints",
  "selects-nothing",
  "no-port-named",
  "nothing-listens",
  "down-for",
  "down-in-place",
  "no-endpoints-for",
  "crashes",
  "below-floor",
  "gives-up",
  "left-one",
  "left-behind",
  "keeps-old-template",
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
