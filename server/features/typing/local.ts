import type { Cause, CauseType } from "../../../api/cause.ts";
import type { CauseCode } from "../../../api/code.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { Problem } from "../../syntax/tree.ts";

const localTypes: ReadonlySet<CauseType> = new Set(["UnknownField", "DuplicateField", "WrongType", "FieldValueNotSupported", "FieldValueTooLong"]);
const localCodes: ReadonlySet<CauseCode> = new Set(["cron-schedule", "node-port-range", "port-range", "time-zone"]);

/** Whether a cause concerns what is written at its place, and nothing that is written elsewhere can cure it. */
export function isLocalCause({ type, path, code }: Cause, manifest: Manifest): boolean {
  if (type === "UnknownField" || type === "DuplicateField") return manifest.keyAt(path.steps()) !== undefined;
  return (localTypes.has(type) || localCodes.has(code)) && manifest.nodeAt(path.steps())?.is === "scalar";
}

/** Brackets and quotes may be closed further on. */
const unclosed: ReadonlySet<string> = new Set(["not-closed", "quote-not-closed", "strict-json"]);

/** Whether a syntax error depends only on its own place. */
export function isLocalProblem({ message }: Problem): boolean {
  return !unclosed.has(message.code);
}
