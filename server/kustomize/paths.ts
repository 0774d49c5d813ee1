import type { Steps } from "../../api/path.ts";
import { nodeAt } from "../manifest/locate.ts";
import type { Span, SyntaxDocument } from "../syntax/tree.ts";
import { resolved } from "../text/trail.ts";
import { folderOf, uriFrom } from "../text/uris.ts";

/** A path in a kustomization, and what it leads to: a file, or a folder with a kustomization. */
export interface NamedPath extends Span {
  readonly path: Steps;
  /** As it is written. */
  readonly text: string;
  readonly uri: string;
}

/** The fields that name files of objects and folders, each a list of paths. */
const lists = ["resources", "bases", "components", "crds", "patchesStrategicMerge", "configurations", "generators", "transformers", "validators"];
/** The lists whose items have a field with a path. */
const parts: readonly (readonly [string, string])[] = [
  ["patches", "path"],
  ["patchesJson6902", "path"],
  ["replacements", "path"],
  ["helmCharts", "valuesFile"],
];

/** The local paths of a kustomization. Other entries are left out: URLs, and patches and objects as text. */
export function pathsIn({ root }: SyntaxDocument, uri: string): readonly NamedPath[] {
  const places: Steps[] = [
    ...[...lists, "patches"].flatMap((field) => itemsAt(root, [field]).map((i): Steps => [field, i])),
    ...parts.flatMap(([field, key]) => itemsAt(root, [field]).map((i): Steps => [field, i, key])),
  ];
  return places.flatMap((path) => {
    const node = resolved(nodeAt(root, path));
    if (node?.is !== "scalar" || !isLocal(node.value)) return [];
    return [{ from: node.from, to: node.to, path, text: node.value, uri: uriFrom(folderOf(uri), node.value.replace(/\/$/, "")) }];
  });
}

/** Whether a place of a kustomization holds a path. */
export function namesFileAt([field, index, key, ...rest]: Steps): boolean {
  if (typeof index !== "number" || rest.length > 0) return false;
  return key === undefined ? lists.includes(String(field)) : parts.some(([list, name]) => list === field && name === key);
}

/** Whether the path at a place may lead to a folder with a kustomization. */
export function namesFolderAt([field]: Steps): boolean {
  return field === "resources" || field === "bases" || field === "components";
}

/** The indices of a list. */
export function itemsAt(root: SyntaxDocument["root"], path: Steps): readonly number[] {
  const node = resolved(nodeAt(root, path));
  return node?.is === "sequence" ? node.items.map((_, i) => i) : [];
}

/** Whether a text is a relative path, not a URL, a repository or a text of several lines. */
function isLocal(text: string): boolean {
  return text !== "" && !/[\n:?@]|^\/|^[\w-]+(?:\.[\w-]+)+\/.*\/\//.test(text) && !text.startsWith("github.com/");
}
