import { isObject } from "../../../api/object.ts";
import { causesOf } from "../../../engine/incoming/causes.ts";
import type { Read } from "../../../engine/incoming/scenarioFile.ts";
import { kustomization } from "../../../schemas/files/kustomization.ts";
import * as checks from "../../../schemas/generated/checks/files.js";
import { type Reading, readOwnFile } from "../../ownFile/read.ts";

/** The content of a kustomization. */
export type Kustomization = Readonly<Record<string, unknown>>;

/** Reads the text of `kustomization.yaml` as Kustomize does: wrong types and unknown fields are refused, and empty fields are absent. */
export function readKustomization(text: string): Reading<Kustomization> {
  return readOwnFile(text, check);
}

function check(data: unknown): Read<Kustomization> {
  const fields = isObject(data) ? upToDate(withoutEmpty(data)) : (data ?? {});
  const causes = causesOf(checks.kustomization, kustomization, fields);
  return causes.length > 0 ? { causes } : { value: fields as Kustomization };
}

function withoutEmpty(data: object): Kustomization {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** The first versions of Kustomize had a list of files under `patches`. */
function upToDate({ patches, ...others }: Kustomization): Kustomization {
  const isOld = Array.isArray(patches) && patches.length > 0 && patches.every((patch) => typeof patch === "string");
  return isOld ? { ...others, patchesStrategicMerge: patches } : { ...others, ...(patches !== undefined && { patches }) };
}
