import { memoize } from "../../api/memoize.ts";
import { type Version, versionOf } from "../../api/version.ts";
import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { byText } from "../../api/byText.ts";
import type { FileModel } from "./model.ts";

/** The version of Kubernetes of a cluster, by its nodes: the newest of them, since a kubelet may be older than its API server but never newer. */
export const versionOfNodes = memoize(({ documents }: FileModel): Version | undefined => {
  const found = documents.flatMap(({ document }) => nodesIn(document.manifest.value)).flatMap(versionOfNode);
  return found.toSorted(byText).at(-1);
});

function nodesIn(value: unknown): unknown[] {
  if (!isObject(value)) return [];
  const { kind, items } = value;
  if (typeof kind === "string" && kind.endsWith("List") && Array.isArray(items))
    return items.flatMap((item) => (kind === "NodeList" ? [item] : nodesIn(item)));
  return kind === "Node" ? [value] : [];
}

function versionOfNode(node: unknown): Version[] {
  const text = valueAt(node, ["status", "nodeInfo", "kubeletVersion"]);
  const version = typeof text === "string" ? versionOf(text) : undefined;
  return version ? [version] : [];
}
