import { folderOf, isBelow, isKustomization, kustomizationNames, uriFrom } from "../text/uris.ts";
import type { FileModel } from "./model.ts";

/** Which YAML and JSON files a workspace has, and in which folders. */
export class FileTree {
  private readonly files: ReadonlyMap<string, FileModel>;
  /** Folders whose files have all been read. */
  private readonly read: readonly string[];
  private known: ReadonlySet<string> | undefined;

  constructor(files: ReadonlyMap<string, FileModel>, read: readonly string[]) {
    this.files = files;
    this.read = read;
  }

  file(uri: string): FileModel | undefined {
    return this.files.get(uri);
  }

  /** The file at a path; for a folder, its kustomization. */
  at(uri: string): FileModel | undefined {
    return this.file(uri) ?? kustomizationNames.map((name) => this.file(uriFrom(uri, name))).find((file) => file !== undefined);
  }

  /** The files in a folder and below. */
  below(folder: string): readonly FileModel[] {
    return [...this.files.values()].filter(({ uri }) => isBelow(uri, folder));
  }

  /** The kustomizations of the workspace. */
  get kustomizations(): readonly FileModel[] {
    return [...this.files.values()].filter(({ uri }) => isKustomization(uri));
  }

  /** Whether a folder has any file in it, or below. */
  hasFolder(uri: string): boolean {
    return this.folders.has(uri);
  }

  /** Whether all YAML and JSON files of the folder around a path were read, so that a missing file certainly does not exist. */
  isRead(uri: string): boolean {
    return this.read.some((folder) => isBelow(uri, folder));
  }

  private get folders(): ReadonlySet<string> {
    if (this.known) return this.known;
    const folders = new Set<string>();
    for (const uri of this.files.keys())
      for (let folder = folderOf(uri); folder !== "" && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
    return (this.known = folders);
  }
}
