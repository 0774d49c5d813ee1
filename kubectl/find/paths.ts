import type { Cluster } from "../core/cluster.ts";
import { all, problem, type Problem } from "../core/problem.ts";
import { byText } from "../../api/byText.ts";

/** A file that is read, by the name that kubectl gives it, and its text. */
export interface ReadFile {
  readonly source: string;
  readonly text: string;
}

/** The files that `-f` names: files, folders, which only have their manifests read, and with `recursive` those in folders within. Throws which of them are missing. */
export function filesAt(cluster: Cluster, paths: readonly string[], stdin: string | undefined, recursive: boolean): readonly ReadFile[] {
  const missing: Problem[] = [];
  const files = paths.flatMap((path): readonly ReadFile[] => {
    if (path === "-") return [{ source: "STDIN", text: stdin ?? "" }];
    const text = cluster.read(path);
    if (text !== undefined) return [{ source: path, text }];
    const folder = plainPath(path);
    const within = namesWithin(cluster, folder);
    if (within.length === 0) missing.push(problem(`the path ${JSON.stringify(path)} does not exist`));
    const read = within.filter((name) => isManifest.test(name) && (recursive || !name.includes("/")));
    if (within.length > 0 && read.length === 0) missing.push(problem(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`));
    return read.map((name) => {
      const source = folder === "" ? name : `${folder}/${name}`;
      return { source, text: cluster.read(source) ?? "" };
    });
  });
  if (missing.length > 0) throw all(missing);
  return files;
}

const isManifest = /\.(?:json|yaml|yml)$/;

/** A path without steps that lead nowhere; the folder itself is empty. */
function plainPath(path: string): string {
  return path
    .split("/")
    .filter((step) => step !== "" && step !== ".")
    .join("/");
}

/** The files in a folder and in those within it, in the order of their paths, without the folder's own. */
function namesWithin({ files = [] }: Cluster, folder: string): readonly string[] {
  const start = folder === "" ? "" : `${folder}/`;
  return files
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .sort((a, b) => compareSteps(a.split("/"), b.split("/")));
}

function compareSteps([a, ...more]: readonly string[], [b, ...others]: readonly string[]): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return byText(a, b) || compareSteps(more, others);
}
