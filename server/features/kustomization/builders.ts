import { isObject } from "../../../api/object.ts";
import { valueAt } from "../../text/values.ts";
import { isKustomization } from "../../text/uris.ts";
import type { FileTree } from "../../workspace/fileTree.ts";
import type { FileModel } from "../../workspace/model.ts";
import { pathsIn } from "../../kustomize/paths.ts";

/** Whether a kustomization that builds a file adds labels to its selectors, where its objects have none as well, and to its pods. */
export function getsSelectors(uri: string, tree: FileTree): boolean {
  return buildersOf(uri, tree).some(addsSelectors);
}

/** Whether a file is built by a kustomization that sets the namespace; for a component this depends on the kustomizations that use it. */
export function getsNamespace(uri: string, tree: FileTree): boolean {
  return buildersOf(uri, tree).some((file) => typeof valueAt(valueOf(file), ["namespace"]) === "string" || isComponent(file));
}

/** Whether a kustomization is a part of others, and changes what they build. */
export function isComponent(file: FileModel): boolean {
  return valueAt(valueOf(file), ["kind"]) === "Component";
}

/** The kustomizations that name a file, themselves or through others. */
function buildersOf(uri: string, tree: FileTree): readonly FileModel[] {
  return tree.kustomizations.filter((file) => builds(file, uri, tree, []));
}

function valueOf({ documents }: FileModel): unknown {
  return documents[0]?.document.manifest.value;
}

function addsSelectors(file: FileModel): boolean {
  const common = valueAt(valueOf(file), ["commonLabels"]);
  const labels = valueAt(valueOf(file), ["labels"]);
  const adds = (one: unknown): boolean => valueAt(one, ["includeSelectors"]) === true;
  return (isObject(common) && Object.keys(common).length > 0) || (Array.isArray(labels) && labels.some(adds));
}

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
