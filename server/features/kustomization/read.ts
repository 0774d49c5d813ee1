import { causesOf } from "../../../engine/incoming/causes.ts";
import type { Read } from "../../../engine/incoming/scenarioFile.ts";
import { kustomization } from "../../../schemas/files/kustomization.ts";
import * as checks from "../../../schemas/generated/checks/files.js";
import { type Reading, readOwnFile } from "../../ownFile/read.ts";

/** What a kustomization says, as far as others need it. */
export type Kustomization = Readonly<Record<string, unknown>>;

/** Reads the text of `kustomization.yaml` as Kustomize does: what is of a wrong type or not known is refused. */
export function readKustomization(text: string): Reading<Kustomization> {
  return readOwnFile(text, check);
}

function check(data: unknown): Read<Kustomization> {
  const causes = causesOf(checks.kustomization, kustomization, data ?? {});
  return causes.length > 0 ? { causes } : { value: (data ?? {}) as Kustomization };
}
