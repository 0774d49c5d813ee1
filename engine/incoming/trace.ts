import * as schemas from "../../schemas/files/trace.ts";
import * as checks from "../../schemas/generated/checks/trace.js";
import type { Trace } from "../rehearsal/trace.ts";
import { causesOf } from "./causes.ts";
import type { Read } from "./scenarioFile.ts";
import { withoutSecrets } from "./secrets.ts";

/** A trace as JSON text, without what its Secrets hold. Its score tables are typed arrays, which JSON does not know. */
export function writeTrace(trace: Trace): string {
  return JSON.stringify(withoutSecrets(trace), (_, value: unknown) => (value instanceof Int16Array ? { int16: [...value] } : value));
}

/** The trace that a text was written from, or why it is none. Throws where the text is no JSON. */
export function readTrace(text: string): Read<Trace> {
  const value: unknown = JSON.parse(text, (_, part: unknown) => (isPacked(part) ? Int16Array.from(part.int16) : part));
  const causes = causesOf(checks.trace, schemas.trace, value);
  return causes.length > 0 ? { causes } : { value: value as Trace };
}

function isPacked(part: unknown): part is { readonly int16: readonly number[] } {
  return typeof part === "object" && part !== null && "int16" in part && Array.isArray(part.int16);
}
