import * as schemas from "../../schemas/files/trace.ts";
import * as checks from "../../schemas/generated/checks/trace.js";
import { hashOf } from "../core/names.ts";
import type { Trace } from "../rehearsal/trace.ts";
import { causesOf } from "./causes.ts";
import type { Read } from "./scenarioFile.ts";
import { withoutSecrets } from "./secrets.ts";

/** A trace as JSON text, without what its Secrets hold, and with a checksum at its end. Its score tables are typed arrays, which JSON does not know. */
export function writeTrace(trace: Trace): string {
  const text = JSON.stringify(withoutSecrets(trace), (_, value: unknown) => (value instanceof Int16Array ? { int16: [...value] } : value));
  return `${text.slice(0, -1)},"checksum":${hashOf(text)}}`;
}

/** Reads a saved trace, or says why it is invalid. Throws if the text is not JSON. */
export function readTrace(text: string): Read<Trace> {
  const value: unknown = JSON.parse(text);
  const causes = causesOf(checks.trace, schemas.trace, value);
  if (causes.length > 0) return { causes };
  const { checksum: _, ...trace } = value as Trace & { readonly checksum?: number };
  return { value: { ...trace, placements: trace.placements.map(unpacked) as Trace["placements"] } };
}

/** Whether a trace is as `writeTrace` wrote it, by its checksum. */
export function isUnchanged(text: string): boolean {
  const saved = text.trimEnd();
  const end = /,"checksum":(\d+)\}$/.exec(saved.slice(-40));
  return end !== null && hashOf(`${saved.slice(0, -end[0].length)}}`) === Number(end[1]);
}

/** Restores typed arrays. Only decisions contain them; searching everywhere would take most of the time. */
function unpacked(part: unknown): unknown {
  if (isPacked(part)) return Int16Array.from(part.int16);
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map(unpacked);
  return Object.fromEntries(Object.entries(part).map(([key, held]) => [key, unpacked(held)]));
}

function isPacked(part: unknown): part is { readonly int16: readonly number[] } {
  return typeof part === "object" && part !== null && "int16" in part && Array.isArray(part.int16);
}
