import { readScenario } from "../../engine/incoming/scenarioFile.ts";
import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";
import { type Reading, readOwnFile } from "../ownFile/read.ts";

/** Whether a file is a scenario by its name: `web.yaml` has `web.rehearsal.yaml`. */
export function isScenarioFile(uri: string): boolean {
  return /[^/]\.rehearsal\.(?:ya?ml|json)$/.test(uri);
}

/** Reads a scenario file. */
export function readScenarioFile(text: string): Reading<ScenarioFile> {
  return readOwnFile(text, readScenario);
}
