import { isConfigurationFile } from "../configuration/configuration.ts";
import { isScenarioFile } from "../scenario/readFile.ts";
import { isKustomization } from "../text/uris.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** What a file is to us, for the status in the editor. */
export type Nature =
  /** Objects that are checked as the API server would. */
  | "manifest"
  /** Parts of objects, for Kustomize. */
  | "patch"
  /** Text that Helm or another engine must render first. */
  | "template"
  | "kustomization"
  /** A scenario or the configuration of Rehearsal itself. */
  | "own"
  /** A manifest that the configuration leaves alone. */
  | "ignored"
  /** Nothing but comments so far. */
  | "empty"
  | "other";

/** What the file of a snapshot is. */
export function natureOf({ file: { uri, documents }, isIgnored }: Snapshot): Nature {
  if (isScenarioFile(uri) || isConfigurationFile(uri)) return "own";
  if (isIgnored) return "ignored";
  if (isKustomization(uri)) return "kustomization";
  for (const nature of ["manifest", "patch", "template"] as const)
    if (documents.some(({ document }) => document.recognition === nature)) return nature;
  return documents.every(({ document }) => document.manifest.syntax.root === undefined) ? "empty" : "other";
}
