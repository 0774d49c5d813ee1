import type { Refusal } from "../../../server/lsp/protocol.ts";
import type { Words } from "../words/en.ts";
import type { JobResult } from "./rehearser.ts";

/** Why there is no story, in a sentence. */
export function problemOf(outcome: JobResult & { readonly is: "failed" | "unreadable" }, { problem }: Words): string {
  if (outcome.is === "failed") return problem.failed(outcome.message);
  return outcome.what === "cluster" ? problem.cluster(outcome.message) : problem.unreadable(outcome.message);
}

/** Why the API server would refuse a document, in a sentence. */
export function refused({ line, kind, name, message }: Refusal, { problem }: Words): string {
  return problem.refused(line + 1, kind, name, message);
}
