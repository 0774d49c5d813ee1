import picomatch from "picomatch";
import { type Configuration, readConfiguration } from "../../engine/incoming/configurationFile.ts";
import type { Settings } from "../finding/settings.ts";
import { decoded, folderOf, uriFrom } from "../text/uris.ts";
import { type Reading, readOwnFile } from "../ownFile/read.ts";

/** The names of the file with the settings of its folder. */
export const configurationNames: readonly string[] = [".rehearsal.yaml", ".rehearsal.yml"];

/** Whether a file has the settings of its folder. */
export function isConfigurationFile(uri: string): boolean {
  return configurationNames.includes(uri.slice(uri.lastIndexOf("/") + 1));
}

/** Reads `.rehearsal.yaml`. */
export function readConfigurationFile(text: string): Reading<Configuration> {
  return readOwnFile(text, readConfiguration);
}

/** The configuration files of a workspace. For each manifest only the one in the nearest folder above it counts. */
export class Configurations {
  private readonly folders = new Map<string, FolderConfiguration>();

  /** Reads a configuration file. A file with errors is ignored. */
  put(uri: string, text: string): void {
    const reading = readConfigurationFile(text);
    this.folders.set(folderOf(uri), new FolderConfiguration(folderOf(uri), "value" in reading ? reading.value : {}));
  }

  remove(uri: string): void {
    this.folders.delete(folderOf(uri));
  }

  /** The configuration of a file. */
  above(uri: string): FolderConfiguration | undefined {
    if (this.folders.size === 0) return undefined;
    for (let folder = folderOf(uri); folder.includes("/"); folder = folderOf(folder)) {
      const found = this.folders.get(folder);
      if (found) return found;
    }
    return undefined;
  }
}

/** The settings of a folder. */
export class FolderConfiguration {
  /** As a URI that does not end in a slash. */
  readonly folder: string;
  readonly configuration: Configuration;
  private readonly isListed: (path: string) => boolean;
  private readonly merged = new WeakMap<Settings, Settings>();

  constructor(folder: string, configuration: Configuration) {
    this.folder = folder;
    this.configuration = configuration;
    const { ignore = [] } = configuration;
    this.isListed = picomatch(ignore.flatMap(wholeFolder), { dot: true, windows: false });
  }

  /** Whether a file below the folder is ignored. */
  isIgnored(uri: string): boolean {
    return this.isListed(this.pathOf(uri));
  }

  /** The file with the nodes to rehearse on, if one is named. */
  get cluster(): string | undefined {
    const { cluster } = this.configuration;
    return cluster === undefined ? undefined : this.beside(cluster);
  }

  /** The file with the scenario of a manifest, if one is named. */
  scenarioOf(uri: string): string | undefined {
    const named = this.configuration.scenarios?.[this.pathOf(uri)];
    return named === undefined ? undefined : this.beside(named);
  }

  private beside(path: string): string {
    return uriFrom(this.folder, path);
  }

  /** The path of a file below the folder. */
  private pathOf(uri: string): string {
    return decoded(uri.slice(this.folder.length + 1));
  }

  /** The editor's settings, overridden by the file. Equal settings give the same object, since findings are cached by it. */
  over(settings: Settings): Settings {
    const known = this.merged.get(settings);
    if (known) return known;
    const { kubernetesVersion, podSecurity, rules } = this.configuration;
    const merged = {
      ...settings,
      ...(kubernetesVersion !== undefined && { kubernetesVersion }),
      ...(podSecurity !== undefined && { podSecurity }),
      ...(rules !== undefined && { rules: { ...settings.rules, ...rules } }),
    };
    this.merged.set(settings, merged);
    return merged;
  }
}

/** The longest path on any system. */
const longestPattern = 4096;

/** A folder matches all files below it. */
function wholeFolder(pattern: string): readonly string[] {
  if (pattern === "" || pattern.length > longestPattern) return [];
  const path = pattern.replace(/^\.\//, "").replace(/\/$/, "");
  return path === "" || path === "." ? ["**"] : [path, `${path}/**`];
}
