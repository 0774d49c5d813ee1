import { folderOf, uriFrom } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import type { FileModel } from "./model.ts";

/** The files that a kustomization names as patches: parts of objects, which must not be judged as whole ones. */
export function patchesOf({ uri, documents }: FileModel): string[] {
  return documents.flatMap(({ document }) => {
    const { value } = document.manifest;
    const paths = [
      ...listOf(valueAt(value, ["patches"])).map((patch) => valueAt(patch, ["path"])),
      ...listOf(valueAt(value, ["patchesJson6902"])).map((patch) => valueAt(patch, ["path"])),
      ...listOf(valueAt(value, ["patchesStrategicMerge"])),
      ...listOf(valueAt(value, ["components"])),
    ];
    return paths.filter((path) => typeof path === "string" && !path.includes("\n")).map((path) => uriFrom(folderOf(uri), path as string));
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
