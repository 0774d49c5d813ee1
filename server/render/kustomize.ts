import { valueAt } from "../text/values.ts";
import { commonFolder, kustomizationNames, nameOf, uriFrom } from "../text/uris.ts";
import { say } from "../words/say.ts";
import type { Tree } from "../change/tree.ts";
import { copiedPath, dataIn, type Plan, type Unrenderable } from "./plan.ts";

/** Lists whose entries are files or folders with a kustomization of their own. */
const folderLists = ["resources", "bases", "components", "generators", "transformers", "validators"];
/** Fields with paths of files. */
const fileLists: readonly (readonly [list: string, ...fields: string[]])[] = [
  ["crds"],
  ["configurations"],
  ["patchesStrategicMerge"],
  ["patches", "path"],
  ["patchesJson6902", "path"],
  ["replacements", "path"],
  ["configMapGenerator", "files", "envs", "env"],
  ["secretGenerator", "files", "envs", "env"],
];
const mostFolders = 500;

/**
 * How Kustomize builds a folder: within a kustomization around it that asks for the origin of each object. All kustomizations that it would read are
 * read first, since it downloads what it does not find.
 */
export async function planKustomization(tree: Tree, folder: string): Promise<Plan | Unrenderable> {
  const folders = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (folders.has(next) || folders.size >= mostFolders) continue;
    folders.add(next);
    const inside = await readKustomization(tree, next, next === folder);
    if ("problem" in inside) return inside;
    waiting.push(...inside.folders);
  }
  const root = commonFolder([...folders]);
  const around = { resources: [`../${copiedPath(root, folder)}`], buildMetadata: ["originAnnotations"] };
  return {
    root,
    folders: [...folders],
    written: { "built/kustomization.yaml": JSON.stringify(around) },
    commands: [
      { tool: "kustomize", args: ["build", "built"] },
      { tool: "kubectl", args: ["kustomize", "built"] },
    ],
  };
}

/** The kustomization of a folder; undefined if it has none. */
export async function kustomizationIn(tree: Tree, folder: string): Promise<string | undefined> {
  const found = await Promise.all(kustomizationNames.map(async (name) => ((await tree.read(`${folder}/${name}`)) ? `${folder}/${name}` : undefined)));
  return found.find((uri) => uri !== undefined);
}

async function readKustomization(tree: Tree, folder: string, isChosen: boolean): Promise<{ readonly folders: readonly string[] } | Unrenderable> {
  const file = await kustomizationIn(tree, folder);
  if (file === undefined) return { problem: say("kustomization-missing", { folder: nameOf(folder) }) };
  const value = await dataIn(tree, file);
  if (isChosen && valueAt(value, ["kind"]) === "Component") return { problem: say("kustomization-component", { folder: nameOf(folder) }) };
  const remote = filesNamed(value).find(isRemote);
  if (remote !== undefined) return { problem: say("kustomization-remote", { file: nameOf(file), folder: nameOf(folder), entry: remote }) };
  const folders: string[] = [];
  for (const entry of folderLists.flatMap((list) => textsIn(valueAt(value, [list]))).filter((text) => !text.includes("\n"))) {
    if (isRemote(entry)) return { problem: say("kustomization-remote", { file: nameOf(file), folder: nameOf(folder), entry }) };
    const uri = uriFrom(folder, entry);
    if (await tree.read(uri)) continue;
    if ((await kustomizationIn(tree, uri)) === undefined)
      return { problem: say("kustomization-no-entry", { file: nameOf(file), folder: nameOf(folder), entry }) };
    folders.push(uri);
  }
  return { folders };
}

/** The files that a kustomization names outside of `folderLists`. A generator's file may have a name before it: `name=file`. */
function filesNamed(value: unknown): string[] {
  return fileLists.flatMap(([list, ...fields]) => {
    const held = valueAt(value, [list]);
    if (fields.length === 0) return textsIn(held);
    return (Array.isArray(held) ? held : []).flatMap((one: unknown) => fields.flatMap((field) => textsIn(valueAt(one, [field]))));
  });
}

function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
}

function isRemote(path: string): boolean {
  return /:\/\/|^[\w.-]+@[\w.-]+:|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev)\/|[?&](?:ref|version)=/.test(path) && !path.includes("\n");
}
