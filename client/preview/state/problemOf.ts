import type { Words } from "../words/en.ts";
import type { JobResult } from "./rehearser.ts";

/** Why there is no story, in a sentence. */
export function problemOf(outcome: JobResult & { readonly is: "failed" | "unreadable" }, { problem }: Words): string {
  return outcome.is === "failed" ? problem.failed(outcome.message) : problem.unreadable(outcome.field, outcome.message);
}
