import type { Steps } from "../../api/path.ts";
import { type Admission, admit } from "../../api/admit/admit.ts";
import { type Cause, Causes } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import { nowhere, type Surroundings } from "../../api/surroundings.ts";
import type { Warning } from "../../api/warning.ts";
import type { Node, PlacedDocument, Span, SyntaxDocument, SyntaxFile } from "../syntax/tree.ts";
import { keyAt, nodeAt, spanAt, spanOf } from "./locate.ts";
import { type Reading, readDocument } from "./read.ts";

/** A document as a manifest. Everything is computed once, on first use. A document that only moved keeps the results. */
export class Manifest {
  readonly syntax: SyntaxDocument;
  private readonly admissions = new WeakMap<Surroundings, Admission>();

  constructor(syntax: SyntaxDocument) {
    this.syntax = syntax;
  }

  /** The value of the document as plain data. */
  get value(): unknown {
    return this.read().value;
  }

  /** What the server's YAML reader refuses besides syntax errors. */
  get readingCauses(): readonly Cause[] {
    return this.read().causes.list;
  }

  get apiVersion(): string | undefined {
    return this.textAt("apiVersion");
  }

  get kind(): string | undefined {
    return this.textAt("kind");
  }

  get name(): string | undefined {
    return this.textAt("metadata", "name");
  }

  get namespace(): string | undefined {
    return this.textAt("metadata", "namespace");
  }

  /** Whether it has an apiVersion and a kind; other YAML is not checked. */
  get isKubernetes(): boolean {
    return this.apiVersion !== undefined && this.kind !== undefined;
  }

  /** The API server's answer to it as a new object. Memoized for the same surroundings. */
  admit(surroundings: Surroundings = nowhere): Admission {
    let admission = this.admissions.get(surroundings);
    if (!admission) this.admissions.set(surroundings, (admission = admit(this.value, undefined, surroundings)));
    return admission;
  }

  nodeAt(steps: Steps): ReturnType<typeof nodeAt> {
    return nodeAt(this.syntax.root, steps);
  }

  keyAt(steps: Steps): ReturnType<typeof keyAt> {
    return keyAt(this.syntax.root, steps);
  }

  /** What to underline for a cause or a warning, relative to the document. */
  spanOf(found: Cause | Warning): Span {
    return spanOf(this.syntax.root, found);
  }

  /** What to underline for a path, relative to the document: the value if it is short and `onKey` is not set, else its key. */
  spanAt(steps: Steps, onKey = false): Span {
    return spanAt(this.syntax.root, steps, onKey);
  }

  private read(): Reading {
    const { root } = this.syntax;
    return root === undefined ? nothing : readingOf(root);
  }

  private textAt(...steps: readonly string[]): string | undefined {
    let value = this.value;
    for (const step of steps) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
    return typeof value === "string" ? value : undefined;
  }
}

/** The value is kept as long as the tree. */
const readingOf = memoize((root: Node): Reading => readDocument(root));
const nothing: Reading = { value: null, causes: new Causes() };

/** A manifest with its place in the file. */
export interface PlacedManifest extends PlacedDocument {
  readonly manifest: Manifest;
}

/** The manifests of a file. Unchanged documents reuse those in `previous`. */
export function readManifests(file: SyntaxFile, previous: readonly PlacedManifest[] = []): readonly PlacedManifest[] {
  const known = new Map(previous.map(({ syntax, manifest }) => [syntax, manifest]));
  return file.documents.map((document) => ({ ...document, manifest: known.get(document.syntax) ?? new Manifest(document.syntax) }));
}
