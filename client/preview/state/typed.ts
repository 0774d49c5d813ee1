import type { Rehearsal } from "../host/messages.ts";
import type { TypedFile } from "./jobs.ts";

/** A rehearsal, and a file of it with the text that it has now. */
export interface Edited {
  readonly rehearsal: Rehearsal;
  readonly typed: TypedFile;
}

/**
 * A rehearsal with the new text of a file. Nothing if only the server can read it: the file had no object in it,
 * or nothing runs before, which an edit can change.
 */
export function editOf(rehearsal: Rehearsal, uri: string, text: string): Edited | undefined {
  const { origin, isUnchanged, problem, after, parts = [] } = rehearsal;
  const at = parts.findIndex((part) => part.uri === uri);
  const part = parts[at];
  if (!part || part.objects === 0 || (origin.is === "nothing" && !isUnchanged) || problem !== undefined) return undefined;
  const from = parts.slice(0, at).reduce((sum, { objects }) => sum + objects, 0);
  return { rehearsal: isUnchanged ? { ...rehearsal, before: after } : rehearsal, typed: { ...part, text, from } };
}
