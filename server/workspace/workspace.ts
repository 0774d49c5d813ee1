import { type Settings, defaultSettings } from "../finding/settings.ts";
import { Configurations, type FolderConfiguration, isConfigurationFile } from "../configuration/configuration.ts";
import { folderOf, isKustomization, kustomizationNames } from "../text/uris.ts";
import { FileTree } from "./fileTree.ts";
import { Fragments } from "./fragments.ts";
import { NamedFiles, patchesOf, resourcesOf } from "./kustomization.ts";
import { Catalog, EntryIndex } from "./catalog.ts";
import { newestVersion, type Version } from "../../api/version.ts";
import { versionOfNodes } from "./clusterVersion.ts";
import { Remembered } from "./remembered.ts";
import { type FileModel, readModel } from "./model.ts";

/** The input of a feature: one file and its workspace, at one moment. */
export interface Snapshot {
  readonly file: FileModel;
  readonly catalog: Catalog;
  readonly settings: Settings;
  /** The file as last committed, if the editor has sent it. */
  readonly committed: FileModel | undefined;
  /** The target version of Kubernetes for the file, and its source. */
  readonly version: Version;
  readonly versionFrom: VersionFrom;
  /** Other versions for which it is checked, too. */
  readonly alsoFor: readonly Version[];
  /** Whether `.rehearsal.yaml` ignores it. */
  readonly isIgnored: boolean;
  /** Whether a kustomization names the file as a patch. */
  readonly isListedPatch: boolean;
  /** The files and folders of the workspace. */
  readonly tree: FileTree;
  /** Answers kept since the last keystroke. */
  readonly remembered: Remembered;
}

/** The source of the version: a setting, the nodes of the chosen cluster, or the default, which is the newest version. */
export type VersionFrom = "setting" | "cluster" | "newest";

/** The files of a workspace: open ones as in the editor, others as last read. It gives out immutable snapshots. */
export class Workspace {
  private readonly files = new Map<string, FileModel>();
  private readonly committed = new Map<string, FileModel>();
  private settings: Settings = defaultSettings;
  /** The settings of the folders, by their URI. */
  private folders: ReadonlyMap<string, Settings> = new Map();
  private alsoFor: readonly Version[] = [];
  /** The file that changed last, and the index of all other files, which is kept while only that file changes. */
  private typing: { readonly uri: string; readonly beside: EntryIndex } | undefined;
  /** The index of all files, kept until one changes. */
  private whole: EntryIndex | undefined;
  private readonly namedPatches = new NamedFiles();
  private readonly namedResources = new NamedFiles();
  private readonly fragments = new Fragments();
  private patches: ReadonlySet<string> = new Set();
  /** Whether a file has changed since that other files depend on: many change at once, so they are only read again when someone asks. */
  private isPatchesStale = false;
  private readonly configurations = new Configurations();
  private readonly remembered = new Remembered();
  private tree: FileTree | undefined;
  private read: readonly string[] = [];

  /** Sets the text of a file; `version` is the editor's, if the file is open. */
  put(uri: string, text: string, version?: number): void {
    const previous = this.files.get(uri);
    if (!previous) this.tree = undefined;
    this.files.set(uri, readModel(uri, version, text, this.patches, previous));
    this.whole = undefined;
    if (this.typing?.uri !== uri) this.typing = undefined;
    this.followPatches(uri);
    if (isConfigurationFile(uri)) this.configurations.put(uri, text);
  }

  /** Closes a file: from now on the version on disk counts. */
  close(uri: string): void {
    const file = this.files.get(uri);
    if (file) this.files.set(uri, { ...file, version: undefined });
  }

  remove(uri: string): void {
    if (this.files.delete(uri)) this.forget();
    this.tree = undefined;
    this.followPatches(uri);
    if (isConfigurationFile(uri)) this.configurations.remove(uri);
  }

  isOpen(uri: string): boolean {
    return this.files.get(uri)?.version !== undefined;
  }

  /** The files that are read from disk. */
  closed(): string[] {
    return [...this.files.values()].filter(({ version }) => version === undefined).map(({ uri }) => uri);
  }

  /** The open files. */
  open(): FileModel[] {
    this.readPatches();
    return [...this.files.values()].filter(({ version }) => version !== undefined);
  }

  setSettings(settings: Settings): void {
    this.settings = settings;
  }

  /** The settings of the editor. */
  get settingsNow(): Settings {
    return this.settings;
  }

  /** The `.rehearsal.yaml` settings of a file. */
  configurationOf(uri: string): FolderConfiguration | undefined {
    return this.configurations.above(uri);
  }

  /** Sets the settings of folders. */
  setFolderSettings(folders: ReadonlyMap<string, Settings>): void {
    this.folders = folders;
  }

  /** Checks every file for these versions, too. */
  checkFor(alsoFor: readonly Version[]): void {
    this.alsoFor = alsoFor;
  }

  /** The version of Kubernetes that a file is for. */
  versionOf(uri: string): { readonly version: Version; readonly versionFrom: VersionFrom } {
    const [, settings] = this.settingsFor(uri);
    const { kubernetesVersion } = this.configurations.above(uri)?.over(settings) ?? settings;
    if (kubernetesVersion !== "auto") return { version: kubernetesVersion, versionFrom: "setting" };
    const cluster = this.clusterFile(uri);
    const version = cluster && versionOfNodes(cluster);
    return version ? { version, versionFrom: "cluster" } : { version: newestVersion, versionFrom: "newest" };
  }

  /** The file with the cluster that is chosen for a file. */
  clusterFile(uri: string): FileModel | undefined {
    const [folder, settings] = this.settingsFor(uri);
    const path = this.configurations.above(uri)?.cluster ?? (settings.cluster && `${folder}/${relative(settings.cluster)}`);
    return path === "" ? undefined : this.files.get(path);
  }

  /** The settings of the folder that a file is in, and the folder. */
  private settingsFor(uri: string): readonly [folder: string, settings: Settings] {
    return [...this.folders].findLast(([start]) => uri.startsWith(start)) ?? ["", this.settings];
  }

  /** The file as last committed, if the editor has sent it. */
  committedFile(uri: string): FileModel | undefined {
    return this.committed.get(uri);
  }

  /** The URIs of all files. */
  uris(): string[] {
    return [...this.files.keys()];
  }

  /** Sets the text of a file as last committed; null if it was never committed. */
  setCommitted(uri: string, text: string | null): void {
    this.readPatches();
    if (text === null) this.committed.delete(uri);
    else this.committed.set(uri, readModel(uri, undefined, text, this.patches, this.files.get(uri)));
  }

  snapshot(uri: string): Snapshot | undefined {
    this.readPatches();
    const file = this.files.get(uri);
    if (!file) return undefined;
    const catalog = file.version === undefined ? this.catalog() : this.catalogAround(file);
    const own = this.configurations.above(uri);
    return {
      file,
      catalog,
      settings: own?.over(this.settings) ?? this.settings,
      committed: this.committed.get(uri),
      ...this.versionOf(uri),
      alsoFor: this.alsoFor,
      isIgnored: own?.isIgnored(uri) ?? false,
      isListedPatch: this.namedPatches.has(uri),
      tree: this.fileTree(),
      remembered: this.remembered,
    };
  }

  /** A snapshot of a file outside of the workspace, such as a rendered one, without other files and with the general settings. */
  snapshotOf(file: FileModel): Snapshot {
    return {
      file,
      catalog: new Catalog([new EntryIndex([file])]),
      settings: this.settings,
      committed: undefined,
      ...this.versionOf(file.uri),
      alsoFor: [],
      isIgnored: false,
      isListedPatch: false,
      tree: this.fileTree(),
      remembered: this.remembered,
    };
  }

  /** While one file is edited, the index of the others is not rebuilt. */
  private catalogAround(file: FileModel): Catalog {
    if (this.whole) return new Catalog([this.whole]);
    this.typing ??= { uri: file.uri, beside: new EntryIndex([...this.files.values()].filter((other) => other !== file)) };
    return this.typing.uri === file.uri ? new Catalog([new EntryIndex([file]), this.typing.beside]) : this.catalog();
  }

  /** The catalog of the whole workspace. */
  catalog(): Catalog {
    this.readPatches();
    return new Catalog([(this.whole ??= new EntryIndex(this.files.values()))]);
  }

  /** Records that all files of these folders have been read. */
  setRead(folders: readonly string[]): void {
    this.read = folders;
    this.tree = undefined;
  }

  /** The file tree, kept until a file is added or removed. */
  fileTree(): FileTree {
    return (this.tree ??= new FileTree(this.files, this.read));
  }

  file(uri: string): FileModel | undefined {
    this.readPatches();
    return this.files.get(uri);
  }

  private forget(): void {
    this.whole = undefined;
    this.typing = undefined;
  }

  /** Notes what a file says of patches: a kustomization by their paths, others by what they hold. */
  private followPatches(uri: string): void {
    const file = this.files.get(uri);
    const documents = file?.documents.filter(({ document }) => document.recognition !== "other") ?? [];
    const isOther = this.fragments.put(
      uri,
      documents.map(({ document }) => document.workload),
    );
    if (isKustomization(uri)) {
      this.namedPatches.put(uri, file ? patchesOf(file) : []);
      this.namedResources.put(uri, file ? resourcesOf(file) : []);
    }
    this.isPatchesStale ||= isOther || isKustomization(uri);
  }

  /** Reads files again that became patches, or no longer are. */
  private readPatches(): void {
    if (!this.isPatchesStale) return;
    this.isPatchesStale = false;
    const taken = this.fragments.all.filter((uri) => !this.namedResources.has(uri) && this.isKustomized(uri));
    const patches = new Set([...this.namedPatches.all, ...taken]);
    const changed = [...[...patches].filter((uri) => !this.patches.has(uri)), ...[...this.patches].filter((uri) => !patches.has(uri))];
    if (changed.length === 0) return;
    this.patches = patches;
    for (const uri of changed) {
      const file = this.files.get(uri);
      if (file) this.files.set(uri, readModel(uri, file.version, file.syntax.text, this.patches, file));
    }
    this.forget();
  }

  /** Whether there is a kustomization beside a file, or above it. */
  private isKustomized(uri: string): boolean {
    for (let folder = folderOf(uri); folder.includes("/"); folder = folderOf(folder))
      if (kustomizationNames.some((name) => this.files.has(`${folder}/${name}`))) return true;
    return false;
  }
}

/** A path relative to its folder. */
function relative(path: string): string {
  return path.replace(/^\.?\//, "");
}
