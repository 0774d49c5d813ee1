import { namesFileAt, namesFolderAt, pathsIn } from "../../kustomize/paths.ts";
import { folderOf, isBelow, isKustomization, pathBetween } from "../../text/uris.ts";
import type { FileModel } from "../../workspace/model.ts";
import { written } from "./values.ts";
import type { Proposal } from "./proposal.ts";
import type { Writing } from "./writing.ts";

/** Where a path of a kustomization may lead: files of its own folder and below, and folders with a kustomization, the nearest first. */
export function pathProposals(writing: Writing): Proposal[] {
  const { document, uri, place, tree } = writing;
  if (!isKustomization(uri) || !namesFileAt(place.path)) return [];
  const own = folderOf(uri);
  const named = new Set(pathsIn(document.manifest.syntax, uri).flatMap((path) => (path.path.join() === place.path.join() ? [] : [path.uri])));
  const folders = namesFolderAt(place.path)
    ? tree.kustomizations.map((file) => folderOf(file.uri)).filter((folder) => !isBelow(`${own}/`, folder))
    : [];
  const isFree = (file: FileModel): boolean => !isKustomization(file.uri) && !folders.some((folder) => isBelow(file.uri, folder));
  const files = tree.below(own).filter(isFree);
  return [...files.map((file) => file.uri), ...folders]
    .filter((target) => !named.has(target))
    .map((target) => pathBetween(own, target))
    .toSorted((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))
    .map((path) => ({ label: path, is: "name", snippet: written(path, writing, { shape: { is: "string" } }) }));
}
