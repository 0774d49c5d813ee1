import type { Steps } from "../../../api/path.ts";
import { nowhereIn } from "../../../api/surroundings.ts";
import { isObject } from "../../../api/object.ts";
import type { Shape } from "../../../schemas/schema.ts";
import { customAt } from "../../schema/customSchema.ts";
import { fileSchema } from "../../schema/fileSchema.ts";
import { rootShape, schemaIn } from "../../schema/schemaAt.ts";
import { valueAt } from "../../text/values.ts";
import { layoutOf } from "../../text/writeYaml.ts";
import { isForeign } from "./foreign.ts";
import { type Document, documentAt } from "../../workspace/model.ts";
import { listItem } from "../../workspace/listItem.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { Trial } from "./allowed.ts";
import { emptyKeyAt, placeBelow } from "./below.ts";
import { isChartTemplate } from "../../helm/values.ts";
import { chartValues } from "./chartValues.ts";
import { customProposals } from "./custom.ts";
import { entryProposals, wholeProposals } from "./entries.ts";
import { factsOf } from "./facts.ts";
import { topProposals } from "./kinds.ts";
import { pathProposals } from "./paths.ts";
import { type CursorPlace, placeAt } from "./place.ts";
import { outerPlaces } from "./outer.ts";
import { type Proposal, fit, ranked, withoutQuote } from "./proposal.ts";
import { valueProposals } from "./values.ts";
import { type Writing, writingAt } from "./writing.ts";

/** The proposals at the cursor, best first. */
export interface Completion {
  /** The start of the document that the proposals' offsets count from. */
  readonly base: number;
  /** The word to be replaced. */
  readonly from: number;
  readonly to: number;
  readonly proposals: readonly Proposal[];
}

const most = 100;

/** Why proposals are made: they were asked for or a word was begun, a word goes on, or a colon was typed. */
export type Reason = "asked" | "goes on" | "colon";

/** The proposals at an offset of the file. */
export function complete(snapshot: Snapshot, offset: number, reason: Reason = "asked"): Completion | undefined {
  if (isChartTemplate(snapshot.file.uri, snapshot.tree)) return completeValue(snapshot, offset);
  const placed = documentAt(snapshot.file, offset);
  if (
    !placed ||
    placed.document.recognition === "template" ||
    (placed.document.recognition === "other" && isForeign(snapshot.file.uri, snapshot.tree))
  )
    return undefined;
  const found = placeAt(placed.document.lines, offset - placed.from);
  const item = found && listItem(placed.document, found.path);
  const document = item ?? placed.document;
  const place = item ? { ...found, path: found.path.slice(2) } : found;
  if (!place || (isOther(document, snapshot.file.uri) && !isStart(document, place))) return undefined;
  const { proposals, from } = proposeAround(writingIn(document, snapshot, place), reason);
  const typed = withoutQuote(place.word.typed);
  const best = ranked(proposals, typed).slice(0, most);
  if (isFinished(place, best, reason)) return undefined;
  return { base: placed.from, from, to: place.word.to, proposals: best.map((proposal) => withCommas(proposal, place)) };
}

/** In templates, only values are completed. */
function completeValue(snapshot: Snapshot, offset: number): Completion | undefined {
  const found = chartValues(snapshot, offset);
  if (!found) return undefined;
  const typed = snapshot.file.syntax.text.slice(found.from, offset);
  return { base: 0, from: found.from, to: offset, proposals: ranked(found.proposals, typed).slice(0, most) };
}

interface Proposed {
  readonly proposals: readonly Proposal[];
  /** The start of the text that they replace. */
  readonly from: number;
}

/** Whether the word at the cursor is a complete value already, so that Enter should begin the next line. */
function isFinished({ is, word }: CursorPlace, best: readonly Proposal[], reason: Reason): boolean {
  const [first] = best;
  if (is !== "value" || first?.label !== withoutQuote(word.typed) || (first.also ?? []).length > 0) return false;
  return reason === "goes on" || best.length === 1;
}

/** The proposals for the place itself, and below a key without a value; only the latter if nothing is typed yet. */
function proposeAround(writing: Writing, reason: Reason): Proposed {
  const { place, document } = writing;
  const { from } = place.word;
  const path = emptyKeyAt(document.lines, place);
  const shape = path && partShape(writing, path);
  if (!path || !shape) {
    const own = propose(writing);
    return { proposals: innerOrOuter(writing, own), from };
  }
  if (reason === "colon") return { proposals: [], from }; // Enter should begin the next line
  const below = placeBelow(document.lines, place, path, shape, writing.layout);
  const parts = propose(writingAt(writing, below.place)).map((part) => ({ ...part, snippet: below.lead + part.snippet }));
  if (place.is === "value") return { proposals: parts, from: below.place.word.from };
  return { proposals: place.word.typed === "" && parts.length > 0 ? parts : [...propose(writing), ...parts], from };
}

/** The proposals of the place itself, or those of the nearest outer block that match the typed text. They are not mixed, since editors would sort them together. */
function innerOrOuter(writing: Writing, own: readonly Proposal[]): readonly Proposal[] {
  const { place, document } = writing;
  const isBegun = ({ label }: Proposal): boolean => (fit(label.replace(/^- /, ""), place.word.typed) ?? 2) < 2;
  const firstFields = own.filter(isItemField).slice(0, 2); // a field of the outer block is more likely than an item that begins with a later field
  const likely = own.filter((proposal) => !isItemField(proposal) || firstFields.includes(proposal));
  if (place.word.typed === "" || likely.some(isBegun)) return own;
  for (const outer of outerPlaces(document.lines, place)) {
    const begun = propose({ ...writingAt(writing, outer), wants: "begun" }).filter((proposal) => isBegun(proposal) && !isItemField(proposal));
    if (begun.length > 0) return [...likely, ...begun.map((proposal) => ({ ...proposal, from: outer.word.from }))];
  }
  return own;
}

/** Whether a proposal begins an item with one of its fields. */
function isItemField({ is, label }: Proposal): boolean {
  return is === "field" && label.startsWith("- ");
}

/** The shape of what is written below a key, if that has parts. */
function partShape({ document, schema, isOwnFile }: Writing, path: Steps): Shape | undefined {
  const { apiVersion, kind } = document.self;
  const shape = isOwnFile ? undefined : schemaIn(apiVersion, kind, path)?.shape;
  if (shape) return hasParts(shape) ? shape : undefined;
  const type = schema && customAt(schema, path)?.type;
  if (type === "array") return { is: "list", of: { is: "any" } };
  return type === "object" ? { is: "map", of: { is: "any" } } : undefined;
}

function hasParts({ is }: Shape): boolean {
  return is === "object" || is === "map" || is === "list";
}

function propose(writing: Writing): Proposal[] {
  const { place, document, schema, isOwnFile } = writing;
  if (!isOwnFile && place.path.length <= 1 && (place.path.length === 0 || place.path[0] === "kind" || place.path[0] === "apiVersion")) {
    const top = topProposals(writing);
    if (top) return top;
  }
  const { apiVersion, kind } = document.self;
  const at = isOwnFile ? undefined : schemaIn(apiVersion, kind, place.path);
  if (!at) {
    const here = schema && customAt(schema, place.path);
    return here ? [...pathProposals(writing), ...customProposals(writing, here)] : [];
  }
  if (place.is === "entry") return entryProposals(writing, at);
  return place.style !== "block" && hasParts(at.shape) ? wholeProposals(writing, at) : valueProposals(writing, at);
}

/** A proposal with the commas that JSON needs around it. */
function withCommas(proposal: Proposal, { commas }: CursorPlace): Proposal {
  if (!commas) return proposal;
  const before = commas.before === undefined ? [] : [{ from: commas.before, to: commas.before, text: "," }];
  return { ...proposal, snippet: proposal.snippet + (commas.isBehind ? "," : ""), also: [...before, ...(proposal.also ?? [])] };
}

/** Whether a document is neither a manifest nor a file whose schema is known by its name. */
function isOther({ recognition }: Document, uri: string): boolean {
  return recognition === "other" && !fileSchema(uri);
}

/** Whether a document may become a manifest: it is empty, or has only the start of a kind. */
function isStart({ manifest }: Document, place: CursorPlace): boolean {
  const { root } = manifest.syntax;
  if (place.path.length > 1) return false;
  return root?.is !== "mapping" || manifest.apiVersion !== undefined || manifest.kind !== undefined || root.pairs.length <= 1;
}

function writingIn(document: Document, { catalog, version, file, tree, remembered }: Snapshot, place: CursorPlace): Writing {
  const { apiVersion, kind } = document.self;
  const own = fileSchema(file.uri);
  const typed = withoutQuote(place.word.typed.trim());
  const unfinished = place.is === "value" ? place.path : typed === "" ? undefined : [...place.path, typed];
  return {
    document,
    uri: file.uri,
    catalog,
    tree,
    place: place.style === "json" && place.is === "entry" ? { ...place, siblings: entriesAt(document, place.path, typed) } : place,
    root: rootShape(apiVersion, kind),
    layout: layoutOf(document.text, place.column, place.style),
    trial: new Trial(document, unfinished, nowhereIn[version], remembered),
    version,
    facts: factsOf(document, catalog, file.uri),
    schema: own ?? catalog.customKind(apiVersion, kind, file.uri)?.schema,
    isOwnFile: own !== undefined,
    wants: "matching",
  };
}

/** The entries that a map of JSON has, before the cursor and behind it, without the one that is being typed. */
function entriesAt({ manifest }: Document, path: Steps, typed: string): ReadonlyMap<string, string> {
  const held = valueAt(manifest.value, path);
  return new Map(isObject(held) ? Object.keys(held).flatMap((key) => (key === typed ? [] : [[key, ""]])) : []);
}
