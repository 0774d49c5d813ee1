import { folderOf, uriFrom } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import type { FileModel } from "./model.ts";

/** The files that the kustomizations of a workspace name, as patches or as resources. */
export class NamedFiles {
  private readonly named = new Map<string, readonly string[]>();
  /** How many kustomizations name each file. */
  private readonly counts = new Map<string, number>();

  get all(): Iterable<string> {
    return this.counts.keys();
  }

  has(uri: string): boolean {
    return this.counts.has(uri);
  }

  /** Takes what a kustomization names from now on. */
  put(kustomization: string, files: readonly string[]): void {
    for (const uri of this.named.get(kustomization) ?? []) this.count(uri, -1);
    this.named.set(kustomization, files);
    for (const uri of files) this.count(uri, 1);
  }

  private count(uri: string, by: 1 | -1): void {
    const count = (this.counts.get(uri) ?? 0) + by;
    if (count === 0) this.counts.delete(uri);
    else this.counts.set(uri, count);
  }
}

/** The files that a kustomization names as patches: parts of objects, which must not be judged as whole ones. */
export function patchesOf({ uri, documents }: FileModel): string[] {
  return documents.flatMap(({ document }) => {
    const { value } = document.manifest;
    const paths = [
      ...listOf(valueAt(value, ["patches"])).map((patch) => (typeof patch === "string" ? patch : valueAt(patch, ["path"]))),
      ...listOf(valueAt(value, ["patchesJson6902"])).map((patch) => valueAt(patch, ["path"])),
      ...listOf(valueAt(value, ["patchesStrategicMerge"])),
      ...listOf(valueAt(value, ["components"])),
    ];
    return urisOf(paths, uri);
  });
}

/** The files and folders that a kustomization takes in as whole objects. */
export function resourcesOf({ uri, documents }: FileModel): string[] {
  return documents.flatMap(({ document: { manifest } }) =>
    urisOf([...listOf(valueAt(manifest.value, ["resources"])), ...listOf(valueAt(manifest.value, ["bases"]))], uri),
  );
}

function urisOf(paths: readonly unknown[], kustomization: string): string[] {
  return paths.flatMap((path) => (typeof path === "string" && !path.includes("\n") ? [uriFrom(folderOf(kustomization), path)] : []));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
