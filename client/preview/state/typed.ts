import type { Rehearsal } from "../host/messages.ts";
import type { TypedFile } from "./jobs.ts";

/**
 * A file of a rehearsal with the text that it has now. Nothing if only the server can say what that makes of the rehearsal: the file has no object in it so far,
 * or nothing runs before, which an edit can change.
 */
export function typedFile({ origin, problem, parts = [] }: Rehearsal, uri: string, text: string): TypedFile | undefined {
  const at = parts.findIndex((part) => part.uri === uri);
  const part = parts[at];
  if (!part || part.objects === 0 || origin.is === "nothing" || problem !== undefined) return undefined;
  return { ...part, text, from: parts.slice(0, at).reduce((sum, { objects }) => sum + objects, 0) };
}
