import { folderOf, uriFrom } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import type { FileModel } from "./model.ts";

/** The files that the kustomizations of a workspace name as patches. */
export class Patches {
  private readonly named = new Map<string, readonly string[]>();
  /** How many kustomizations name each file. */
  private readonly counts = new Map<string, number>();

  get all(): ReadonlySet<string> {
    return new Set(this.counts.keys());
  }

  /** Sets the patches of a kustomization. Returns the files that became patches, or no longer are. */
  put(kustomization: string, files: readonly string[]): string[] {
    const before = this.named.get(kustomization) ?? [];
    const touched = [...new Set([...before, ...files])];
    const were = touched.map((uri) => this.counts.has(uri));
    this.named.set(kustomization, files);
    for (const uri of before) this.count(uri, -1);
    for (const uri of files) this.count(uri, 1);
    return touched.filter((uri, i) => were[i] !== this.counts.has(uri));
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
    return paths.filter((path) => typeof path === "string" && !path.includes("\n")).map((path) => uriFrom(folderOf(uri), path as string));
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
