import type { Refusal } from "../../../server/lsp/protocol.ts";
import type { Words } from "../words/en.ts";
import type { JobResult } from "./rehearser.ts";

/** Why there is no story, in a sentence. */
export function problemOf(outcome: JobResult & { readonly is: "failed" | "unreadable" }, { problem }: Words): string {
  if (outcome.is === "failed") return problem.failed(outcome.message);
  return outcome.what === "cluster" ? problem.cluster(outcome.message) : problem.unreadable(outcome.message);
}

/** Why the API server would refuse a document, in a sentence. For a file other than the shown one, the sentence names it. */
export function refused({ uri, line, kind, name, message }: Refusal, shown: string, { problem }: Words): string {
  const object = [kind, name].filter((part) => part !== "").join(" ");
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
  return uri === shown || file === "" ? problem.refused(line + 1, object, message) : problem.refusedElsewhere(file, line + 1, object, message);
}
