import { rootShape, schemaIn } from "../../schema/schemaAt.ts";
import { type Document, documentAt } from "../../workspace/model.ts";
import { nowhereIn } from "../../../api/surroundings.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { layoutOf } from "../../text/writeYaml.ts";
import { Trial } from "./allowed.ts";
import { customAt } from "../../schema/customSchema.ts";
import { customProposals } from "./custom.ts";
import { entryProposals } from "./entries.ts";
import { topProposals } from "./kinds.ts";
import { type CursorPlace, placeAt } from "./place.ts";
import { type Proposal, ranked, withoutQuote } from "./proposal.ts";
import { valueProposals } from "./values.ts";
import type { Writing } from "./writing.ts";

/** What could be written at the cursor, best first. */
export interface Completion {
  /** The start of the document that the proposals' offsets count from. */
  readonly base: number;
  /** The word to be replaced. */
  readonly from: number;
  readonly to: number;
  readonly proposals: readonly Proposal[];
}

const most = 100;

/** What could be written at an offset of the file. */
export function complete(snapshot: Snapshot, offset: number): Completion | undefined {
  const placed = documentAt(snapshot.file, offset);
  if (!placed || placed.document.recognition === "template") return undefined;
  const { document } = placed;
  const place = placeAt(document.lines, offset - placed.from);
  if (!place || (document.recognition === "other" && !isStart(document, place))) return undefined;
  const writing = writingAt(document, snapshot, place);
  const proposals = ranked(propose(writing), withoutQuote(place.word.typed)).slice(0, most);
  return { base: placed.from, from: place.word.from, to: place.word.to, proposals };
}

function propose(writing: Writing): Proposal[] {
  const { place, document, catalog } = writing;
  if (place.path.length <= 1 && (place.path.length === 0 || place.path[0] === "kind" || place.path[0] === "apiVersion")) {
    const top = topProposals(writing);
    if (top) return top;
  }
  const { apiVersion, kind } = document.self;
  const at = schemaIn(apiVersion, kind, place.path);
  if (!at) {
    const custom = catalog.customKind(apiVersion, kind);
    const schema = custom && customAt(custom.schema, place.path);
    return schema ? customProposals(writing, schema) : [];
  }
  return place.is === "entry" ? entryProposals(writing, at) : valueProposals(writing, at);
}

/** Whether a document may become a manifest: it is empty, or has only the start of a kind. */
function isStart({ manifest }: Document, place: CursorPlace): boolean {
  const { root } = manifest.syntax;
  if (place.path.length > 1) return false;
  return root?.is !== "mapping" || manifest.apiVersion !== undefined || manifest.kind !== undefined || root.pairs.length <= 1;
}

function writingAt(document: Document, { catalog, version }: Snapshot, place: CursorPlace): Writing {
  const { apiVersion, kind } = document.self;
  const typed = place.word.typed.trim();
  const unfinished = place.is === "value" ? place.path : typed === "" ? undefined : [...place.path, typed];
  return {
    document,
    catalog,
    place,
    root: rootShape(apiVersion, kind),
    layout: layoutOf(document.text, place.column, place.style),
    trial: new Trial(document, unfinished, nowhereIn[version]),
    version,
  };
}
