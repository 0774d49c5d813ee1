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
  const value: unknown = JSON.parse(text);
  const causes = causesOf(checks.trace, schemas.trace, value);
  if (causes.length > 0) return { causes };
  const trace = value as Trace;
  return { value: { ...trace, placements: trace.placements.map(unpacked) as Trace["placements"] } };
}

/** Only decisions hold typed arrays: to look for them everywhere would take most of the time. */
function unpacked(part: unknown): unknown {
  if (isPacked(part)) return Int16Array.from(part.int16);
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map(unpacked);
  return Object.fromEntries(Object.entries(part).map(([key, held]) => [key, unpacked(held)]));
}

function isPacked(part: unknown): part is { readonly int16: readonly number[] } {
  return typeof part === "object" && part !== null && "int16" in part && Array.isArray(part.int16);
}
