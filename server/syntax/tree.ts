import type { ServerSentence } from "../words/say.ts";
/**
 * The parser's result for a text: trees that know nothing about Kubernetes.
 * Every offset counts UTF-16 units from the start of its *document*, so that a document which merely moved within its file stays as it is.
 */
export interface SyntaxFile {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
  /** Why the file cannot be read at all; it then has no documents. */
  readonly problem?: ServerSentence;
}

/** A document with its place in the file: add `from` to the offsets of its tree. Every offset of the file belongs to exactly one document. */
export interface PlacedDocument {
  readonly from: number;
  readonly to: number;
  /** The same object as long as its text stays the same, even if it moves. */
  readonly syntax: SyntaxDocument;
}

/** One YAML document, from its `---` line (or the start of the file) to the next. */
export interface SyntaxDocument {
  readonly text: string;
  /** Nothing but comments: no root. A broken text has a root as far as it can be made sense of. */
  readonly root: Node | undefined;
  readonly comments: readonly Span[];
  /** Why YAML readers refuse it, in the order of the text. */
  readonly problems: readonly Problem[];
  /** Where the tree may differ from what was meant: unfinished parts, and parts in impossible positions. */
  readonly doubtful: readonly Span[];
}

/** A part of a text, from an offset up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A reason why a YAML reader refuses the text, and its position. */
export interface Problem extends Span {
  readonly code: ProblemCode;
  /** One sentence of our own. */
  readonly message: ServerSentence;
}

/** The codes of such problems. */
export type ProblemCode = "yaml-syntax" | "yaml-tab" | "yaml-indentation" | "yaml-alias" | "too-large" | "too-deep";

/** A value in the text. */
export type Node = Scalar | Mapping | Sequence | Alias;

interface NodeBase extends Span {
  readonly anchor?: Marked;
  readonly tag?: Marked;
}

/** An anchor or a tag, without its `&`, but with its `!`. The span covers all of it. */
export interface Marked extends Span {
  readonly text: string;
}

/** A text, a number or any other single value. */
export interface Scalar extends NodeBase {
  readonly is: "scalar";
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** The characters that it stands for, with quotes, escapes and folds resolved. Types such as numbers and booleans are resolved later. */
  readonly value: string;
}

/** A map. */
export interface Mapping extends NodeBase {
  readonly is: "mapping";
  readonly style: "block" | "flow";
  readonly pairs: readonly Pair[];
}

/** A key of a map and its value. */
export interface Pair extends Span {
  readonly key: Node | undefined;
  /** Where its colon stands; absent in a half-typed text and in `{a}`. */
  readonly colon?: number;
  /** Absent where nothing follows the colon: null. */
  readonly value: Node | undefined;
}

/** A list. */
export interface Sequence extends NodeBase {
  readonly is: "sequence";
  readonly style: "block" | "flow";
  readonly items: readonly Item[];
}

/** From its dash, if it has one, to the end of its value. */
export interface Item extends Span {
  readonly value: Node | undefined;
}

/** A `*name`, which repeats the value of an anchor. */
export interface Alias extends Span {
  readonly is: "alias";
  readonly name: string;
  /** The node that carries the anchor; absent when there is none before, or when it holds the alias itself. */
  readonly target?: Node;
}
