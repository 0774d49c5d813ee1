import { isObject } from "../../api/object.ts";
import { kustomizationMentions } from "../kustomize/mentions.ts";
import { Manifest, readManifests } from "../manifest/manifest.ts";
import { type Self, mentionsIn, selfOf } from "../names/mentions.ts";
import type { Mention } from "../names/named.ts";
import { type Recognition, recognise } from "./recognise.ts";
import { parseFile, parseOne } from "../syntax/parseFile.ts";
import { RecalledDocument } from "../syntax/recalled.ts";
import type { SyntaxFile } from "../syntax/tree.ts";
import { type Workload, workloadOf } from "./fragments.ts";
import { podLabelsOf } from "./podOf.ts";
import type { Labels } from "../../api/selector.ts";
import { Lines } from "../text/lines.ts";

/** One document of a file, and its names. Parts are computed on first use and then kept. */
export class Document {
  readonly manifest: Manifest;
  readonly recognition: Recognition;
  /** Whether it is open in an editor, so that it may be unfinished. */
  readonly isOpen: boolean;
  readonly self: Self;
  private knownMentions: readonly Mention[] | undefined;
  private knownLabels: { readonly of: Labels | undefined } | undefined;
  private knownWorkload: { readonly of: Workload | undefined } | undefined;
  private readonly knownValues = new WeakMap<object, unknown>();
  private knownLines: Lines | undefined;

  constructor(manifest: Manifest, recognition: Recognition, isOpen: boolean) {
    this.manifest = manifest;
    this.recognition = recognition;
    this.isOpen = isOpen;
    this.self = selfOf(manifest.syntax);
  }

  /** A result from this document and another value that seldom changes. It is computed again only if that value changes. */
  kept<Value>(from: object, make: () => Value): Value {
    if (!this.knownValues.has(from)) this.knownValues.set(from, make());
    return this.knownValues.get(from) as Value;
  }

  get text(): string {
    return this.manifest.syntax.text;
  }

  /** The names that it defines and uses. */
  get mentions(): readonly Mention[] {
    return (this.knownMentions ??= this.readMentions());
  }

  /** Reads the names and labels while the tree exists, since the tree of a closed file is not kept. */
  readNames(): void {
    this.knownMentions = this.readMentions();
    this.knownLabels = { of: podLabelsOf(this.manifest.value) };
    this.knownWorkload = { of: workloadOf(this.manifest.value) };
  }

  private readMentions(): readonly Mention[] {
    const { syntax } = this.manifest;
    if (this.recognition === "kustomization") return kustomizationMentions(syntax);
    return this.recognition === "manifest" || this.recognition === "patch" ? mentionsIn(syntax, this.self) : [];
  }

  /** The labels of its pods; nothing if it has no pods. */
  get podLabels(): Labels | undefined {
    return (this.knownLabels ??= { of: podLabelsOf(this.manifest.value) }).of;
  }

  /** The workload that it describes, in whole or in part. */
  get workload(): Workload | undefined {
    return (this.knownWorkload ??= { of: workloadOf(this.manifest.value) }).of;
  }

  /** Whether it is open and has only an apiVersion and a kind yet. */
  get isBegun(): boolean {
    const { value } = this.manifest;
    return this.isOpen && isObject(value) && Object.keys(value).every((key) => key === "apiVersion" || key === "kind");
  }

  /** The lines of its own text. */
  get lines(): Lines {
    return (this.knownLines ??= new Lines(this.text));
  }
}

/** A document with its place in the file: add `from` to all of its offsets. */
export interface PlacedDocument {
  readonly from: number;
  readonly to: number;
  readonly document: Document;
}

/** A file at one moment. Immutable; an edit makes a new one, which reuses every document with the same text. */
export interface FileModel {
  readonly uri: string;
  /** The editor's count of edits; absent for a file that is not open. */
  readonly version: number | undefined;
  readonly lines: Lines;
  readonly syntax: SyntaxFile;
  readonly documents: readonly PlacedDocument[];
  /** The files that were taken for patches when it was read. */
  readonly patches: ReadonlySet<string>;
}

/** Reads a file, and reuses unchanged documents. `patches` are the files that are taken for patches. */
export function readModel(uri: string, version: number | undefined, text: string, patches: ReadonlySet<string>, previous?: FileModel): FileModel {
  const isOpen = version !== undefined;
  const isAsBefore = isOpen === (previous?.version !== undefined);
  const syntax = parseFile(text, isAsBefore ? previous?.syntax : undefined, isOpen ? parseOne : (own) => new RecalledDocument(own));
  const known = new Map(previous?.documents.map(({ document }) => [document.manifest.syntax, document]));
  const before = previous?.documents.map(({ from, to, document }) => ({ from, to, syntax: document.manifest.syntax, manifest: document.manifest }));
  const documents = readManifests(syntax, before).map(({ from, to, manifest }): PlacedDocument => {
    const same = known.get(manifest.syntax);
    if (same?.isOpen === isOpen && previous?.patches === patches) return { from, to, document: same };
    const recognition = recognise(manifest.syntax, uri, patches);
    const isLike = (one: Document | undefined): one is Document => one?.recognition === recognition && one.isOpen === isOpen;
    if (isLike(same)) return { from, to, document: same };
    const document = new Document(manifest, recognition, isOpen);
    if (!isOpen) document.readNames();
    return { from, to, document };
  });
  return { uri, version, lines: new Lines(text), syntax, documents, patches };
}

/** The document at an offset of its file; at a border, the later one. */
export function documentAt({ documents }: FileModel, offset: number): PlacedDocument | undefined {
  return documents.findLast(({ from, to }) => from <= offset && offset <= to);
}
