import type { Trace } from "../../engine/rehearsal/trace.ts";

/** A trace as JSON text. Its score tables are typed arrays, which JSON does not know. */
export function writeTrace(trace: Trace): string {
  return JSON.stringify(trace, (_, value: unknown) => (value instanceof Int16Array ? { int16: [...value] } : value));
}

/** The trace that a text was written from. Throws where it is none, in a sentence. */
export function readTrace(text: string): Trace {
  const value = JSON.parse(text, (_, part: unknown) => (isPacked(part) ? Int16Array.from(part.int16) : part)) as Partial<Trace>;
  if (![value.versions, value.actions, value.events, value.placements].every(Array.isArray)) throw new Error("this file is not a saved trace");
  return value as Trace;
}

function isPacked(part: unknown): part is { readonly int16: readonly number[] } {
  return typeof part === "object" && part !== null && "int16" in part && Array.isArray(part.int16);
}
