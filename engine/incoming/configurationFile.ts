import * as schemas from "../../schemas/files/configuration.ts";
import type { Of } from "../../schemas/files/schema.ts";
import * as checks from "../../schemas/generated/checks/files.js";
import { causesOf } from "./causes.ts";
import type { Read } from "./scenarioFile.ts";

/** The settings of `.rehearsal.yaml` for the manifests in its folder and below. */
export type Configuration = Of<typeof schemas.configuration>;

/** Checks the data of `.rehearsal.yaml`. An empty file has no settings. */
export function readConfiguration(data: unknown): Read<Configuration> {
  const causes = causesOf(checks.configuration, schemas.configuration, data ?? {});
  return causes.length > 0 ? { causes } : { value: data ?? {} };
}
