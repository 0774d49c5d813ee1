import { isConfigurationFile } from "../configuration/configuration.ts";
import { isScenarioFile } from "../scenario/readFile.ts";
import { isKustomization } from "../text/uris.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** The kind of a file, for the status in the editor. */
export type Nature =
  /** Objects that are checked as the API server would. */
  | "manifest"
  /** Parts of objects, for Kustomize. */
  | "patch"
  /** What looks like a patch, and no kustomization names. */
  | "unlisted-patch"
  /** Text that Helm or another engine must render first. */
  | "template"
  | "kustomization"
  /** A scenario or the configuration of Rehearsal itself. */
  | "own"
  /** A manifest that the configuration ignores. */
  | "ignored"
  /** Only comments so far. */
  | "empty"
  | "other";

/** The kind of the snapshot's file. */
export function natureOf({ file: { uri, documents }, isIgnored, isListedPatch }: Snapshot): Nature {
  if (isScenarioFile(uri) || isConfigurationFile(uri)) return "own";
  if (isIgnored) return "ignored";
  if (isKustomization(uri)) return "kustomization";
  for (const nature of ["manifest", "patch", "template"] as const)
    if (documents.some(({ document }) => document.recognition === nature)) return nature === "patch" && !isListedPatch ? "unlisted-patch" : nature;
  return documents.every(({ document }) => document.manifest.syntax.root === undefined) ? "empty" : "other";
}
