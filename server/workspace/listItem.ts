import type { Steps } from "../../api/path.ts";
import { nodeAt } from "../manifest/locate.ts";
import { Manifest } from "../manifest/manifest.ts";
import { Document } from "./model.ts";

/** The item of a `v1` List that a path leads into, as a document of its own with the same offsets; nothing elsewhere. */
export function listItem({ self, manifest, isOpen }: Document, path: Steps): Document | undefined {
  if (self.apiVersion !== "v1" || self.kind !== "List" || path[0] !== "items" || typeof path[1] !== "number") return undefined;
  const { text, root, comments, problems, doubtful } = manifest.syntax;
  const item = nodeAt(root, path.slice(0, 2));
  return new Document(new Manifest({ text, root: item, comments, problems, doubtful }), "manifest", isOpen);
}
