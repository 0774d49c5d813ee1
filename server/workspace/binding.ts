import { folderOf } from "../text/uris.ts";
import type { Catalog, Entry } from "./catalog.ts";

/**
 * Which of several objects with the same name a file refers to. A workspace often contains an application several times: `envs/dev` and `envs/prod`, a base and
 * its overlays. Two environments that define the same object are alternatives, and names in one never refer to the other. Otherwise the nearest counts.
 */
export class Binding {
  private readonly catalog: Catalog;
  private readonly branches = new Map<string, Branch>();
  private readonly compared = new Map<string, boolean>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** The nearest of the candidates that a file may refer to, all in one folder. If several folders are equally near, none. */
  nearest(uri: string, candidates: readonly Entry[]): readonly Entry[] {
    const possible = candidates.filter((entry) => schemeOf(entry.uri) === schemeOf(uri) && !this.areAlternatives(uri, entry.uri));
    const shortest = Math.min(...possible.map((entry) => distance(uri, entry.uri)));
    const near = possible.filter((entry) => distance(uri, entry.uri) === shortest);
    return near.every((entry) => folderOf(entry.uri) === folderOf(near[0]!.uri)) ? near : [];
  }

  /** Whether two files are in environments that define the same object. */
  areAlternatives(one: string, other: string): boolean {
    const [here, there] = [folderOf(one), folderOf(other)];
    if (here === there) return false;
    const key = `${here} ${there}`;
    const known = this.compared.get(key);
    if (known !== undefined) return known;
    const shared = sharedBy(here, there);
    const [ours, theirs] = [this.environment(here, shared), this.environment(there, shared)];
    const found = [...ours].some((ref) => theirs.has(ref));
    this.compared.set(key, found);
    return found;
  }

  /**
   * The objects of the environment of a folder: the largest branch around it, below the folder that it shares with another, that defines no object twice.
   * In the shared folder itself, only the objects next to the file count.
   */
  private environment(folder: string, shared: number): ReadonlySet<string> {
    const parts = folder.split("/");
    if (parts.length === shared) return this.branch(folder, "alone").objects;
    for (let end = shared + 1; end < parts.length; end++) {
      const { objects, hasTwins } = this.branch(parts.slice(0, end).join("/"), "whole");
      if (!hasTwins) return objects;
    }
    return this.branch(folder, "whole").objects;
  }

  private branch(folder: string, extent: "alone" | "whole"): Branch {
    const key = `${extent} ${folder}`;
    const known = this.branches.get(key);
    if (known) return known;
    const objects = new Set<string>();
    let hasTwins = false;
    for (const { uri, document } of this.catalog.all()) {
      const isIn = extent === "whole" ? uri.startsWith(`${folder}/`) : folderOf(uri) === folder;
      const { kind, namespace, name } = document.self;
      if (!isIn || document.recognition !== "manifest" || kind === "Namespace") continue;
      const ref = `${kind}/${namespace}/${name}`;
      hasTwins ||= objects.has(ref);
      objects.add(ref);
    }
    const branch = { objects, hasTwins };
    this.branches.set(key, branch);
    return branch;
  }
}

/** The objects of a folder, and whether one of them is defined twice. */
interface Branch {
  readonly objects: ReadonlySet<string>;
  readonly hasTwins: boolean;
}

/** The scheme of a URI: texts of a commit or of a renderer are not files. */
function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf(":"));
}

/** The number of leading parts that two folders share. */
function sharedBy(one: string, other: string): number {
  const [a, b] = [one.split("/"), other.split("/")];
  const first = a.findIndex((part, i) => part !== b[i]);
  return first === -1 ? a.length : first;
}

/** How many folders up and down lead from one file to another. */
function distance(one: string, other: string): number {
  const [here, there] = [folderOf(one), folderOf(other)];
  return here.split("/").length + there.split("/").length - 2 * sharedBy(here, there);
}
