import { keyOf } from "../workspace/keyOf.ts";
import { nowhereIn, nowhereWith, type Surroundings } from "../../api/surroundings.ts";
import type { Document, PlacedDocument } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** The surroundings in which a document is checked: the version, and a CustomResourceDefinition of the workspace that defines its kind. The same object for each definition and version. */
export function surroundingsOf({ self: { apiVersion, kind } }: Document, { catalog, file, version }: Snapshot): Surroundings {
  const custom = catalog.customKind(apiVersion, kind, file.uri);
  return custom ? nowhereWith(custom)[version] : nowhereIn[version];
}

/** A document as it was committed, if the cluster would have taken that. */
export function committedOf(document: Document, snapshot: Snapshot): Document | undefined {
  const key = keyOf(document);
  const surroundings = surroundingsOf(document, snapshot);
  return snapshot.committed?.documents.findLast((placed) => keyOf(placed.document) === key && isWhole(placed, surroundings))?.document;
}

function isWhole({ document }: PlacedDocument, surroundings: Surroundings): boolean {
  return document.recognition === "manifest" && document.manifest.admit(surroundings).refusedAt === undefined;
}
