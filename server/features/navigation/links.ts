import { nameKey } from "../../names/named.ts";
import { pathsIn } from "../../kustomize/paths.ts";
import { Binding } from "../../workspace/binding.ts";
import type { PlacedDocument } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** A span of the file that leads to another file, or to an offset in one. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly uri: string;
  readonly at?: number;
}

/** What a file refers to elsewhere: objects of other files by their names, and in a kustomization files and folders by their paths. */
export function links(snapshot: Snapshot): Link[] {
  const binding = new Binding(snapshot.catalog);
  return snapshot.file.documents.flatMap((placed) =>
    placed.document.recognition === "kustomization"
      ? [...pathLinks(placed, snapshot), ...objectLinks(placed, snapshot, binding)]
      : objectLinks(placed, snapshot, binding),
  );
}

function objectLinks({ from, document }: PlacedDocument, { catalog, file: { uri } }: Snapshot, binding: Binding): Link[] {
  return document.mentions.flatMap((mention): Link[] => {
    if (mention.role !== "reference" || mention.named.is !== "object") return [];
    const defined = catalog.mentions(nameKey(mention.named)).filter((found) => found.mention.role === "definition" && found.uri !== uri);
    const [target] = binding.nearest(uri, defined);
    const found = target && defined.find((one) => one.document === target.document);
    return found ? [{ from: from + mention.from, to: from + mention.to, uri: found.uri, at: found.from + found.mention.from }] : [];
  });
}

function pathLinks({ from, document }: PlacedDocument, { file: { uri }, tree }: Snapshot): Link[] {
  return pathsIn(document.manifest.syntax, uri).flatMap((path): Link[] => {
    const target = tree.at(path.uri);
    return target ? [{ from: from + path.from, to: from + path.to, uri: target.uri }] : [];
  });
}
