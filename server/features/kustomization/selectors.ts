import { isObject } from "../../../api/object.ts";
import { valueAt } from "../../text/values.ts";
import { isKustomization } from "../../text/uris.ts";
import type { FileTree } from "../../workspace/fileTree.ts";
import type { FileModel } from "../../workspace/model.ts";
import { pathsIn } from "../../kustomize/paths.ts";

/** Whether a kustomization that builds a file adds labels to its selectors, where its objects have none as well. */
export function getsSelectors(uri: string, tree: FileTree): boolean {
  return tree.kustomizations.some((file) => addsSelectors(file) && builds(file, uri, tree, []));
}

function addsSelectors({ documents }: FileModel): boolean {
  const value = documents[0]?.document.manifest.value;
  const common = valueAt(value, ["commonLabels"]);
  const labels = valueAt(value, ["labels"]);
  const adds = (one: unknown): boolean => valueAt(one, ["includeSelectors"]) === true;
  return (isObject(common) && Object.keys(common).length > 0) || (Array.isArray(labels) && labels.some(adds));
}

/** Whether a kustomization names a file, itself or through others. */
function builds(file: FileModel, uri: string, tree: FileTree, within: readonly string[]): boolean {
  const syntax = file.documents[0]?.document.manifest.syntax;
  if (!syntax || within.includes(file.uri)) return false;
  return pathsIn(syntax, file.uri)
    .filter(({ path: [field] }) => field === "resources" || field === "bases" || field === "components")
    .some((path) => {
      if (path.uri === uri) return true;
      const inner = tree.at(path.uri);
      return inner !== undefined && isKustomization(inner.uri) && builds(inner, uri, tree, [...within, file.uri]);
    });
}
