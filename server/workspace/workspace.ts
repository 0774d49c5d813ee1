import { type Settings, defaultSettings } from "../settings.ts";
import { patchesOf } from "./kustomization.ts";
import { Catalog, Part } from "./catalog.ts";
import { type FileModel, readModel } from "./model.ts";

/** All that a feature may look at: one file, and the workspace around it, at one moment. */
export interface Snapshot {
  readonly file: FileModel;
  readonly catalog: Catalog;
  readonly settings: Settings;
  /** The file as last committed, if the editor told. */
  readonly committed: FileModel | undefined;
}

/** The files of a workspace: open ones as they stand in the editor, others as they were last read. Hands out snapshots, which never change. */
export class Workspace {
  private readonly files = new Map<string, FileModel>();
  private readonly committed = new Map<string, FileModel>();
  private settings: Settings = defaultSettings;
  /** What the files beside one file hold; kept while only that file changes. */
  private beside: { readonly uri: string; readonly part: Part } | undefined;
  private patches: ReadonlySet<string> = new Set();

  /** Takes the text of a file; `version` is the editor's, where the file is open. */
  put(uri: string, text: string, version?: number): void {
    const previous = this.files.get(uri);
    this.files.set(uri, readModel(uri, version, text, this.patches, previous));
    if (this.beside?.uri !== uri) this.beside = undefined;
    if (isKustomization(uri)) this.readPatches();
  }

  /** The file is no longer open: what is on disk counts from now on. */
  close(uri: string): void {
    const file = this.files.get(uri);
    if (file) this.files.set(uri, { ...file, version: undefined });
  }

  remove(uri: string): void {
    if (this.files.delete(uri)) this.beside = undefined;
    if (isKustomization(uri)) this.readPatches();
  }

  isOpen(uri: string): boolean {
    return this.files.get(uri)?.version !== undefined;
  }

  /** The open files. */
  open(): FileModel[] {
    return [...this.files.values()].filter(({ version }) => version !== undefined);
  }

  setSettings(settings: Settings): void {
    this.settings = settings;
  }

  /** The text of a file as last committed, or nothing where there is none. */
  setCommitted(uri: string, text: string | null): void {
    if (text === null) this.committed.delete(uri);
    else this.committed.set(uri, readModel(uri, undefined, text, this.patches, this.files.get(uri)));
  }

  snapshot(uri: string): Snapshot | undefined {
    const file = this.files.get(uri);
    if (!file) return undefined;
    if (this.beside?.uri !== uri) this.beside = { uri, part: new Part([...this.files.values()].filter((other) => other.uri !== uri)) };
    return { file, catalog: new Catalog([new Part([file]), this.beside.part]), settings: this.settings, committed: this.committed.get(uri) };
  }

  /** The whole workspace, with no file in the middle. */
  catalog(): Catalog {
    return new Catalog([new Part(this.files.values())]);
  }

  file(uri: string): FileModel | undefined {
    return this.files.get(uri);
  }

  /** Files that Kustomize takes as patches are read again as such. */
  private readPatches(): void {
    const patches = new Set([...this.files.values()].filter(({ uri }) => isKustomization(uri)).flatMap(patchesOf));
    const changed = [...patches, ...this.patches].filter((uri) => patches.has(uri) !== this.patches.has(uri));
    this.patches = patches;
    for (const uri of changed) {
      const file = this.files.get(uri);
      if (file) this.files.set(uri, readModel(uri, file.version, file.syntax.text, patches, file));
    }
    if (changed.length > 0) this.beside = undefined;
  }
}

function isKustomization(uri: string): boolean {
  return /\/(?:kustomization\.ya?ml|Kustomization)$/.test(uri);
}
