import type { Steps } from "../../api/path.ts";
import type { Severity } from "./settings.ts";
import type { Span } from "../syntax/tree.ts";
import type { ServerSentence } from "../words/say.ts";

/** Something to tell about a place of a document. Offsets count from the document's start. */
export interface Finding extends Span {
  /** Kebab-case and stable: the name of its page in `docs/rules/`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: ServerSentence;
  /** What the API server calls it, and the field as it prints it. */
  readonly origin?: { readonly type: string; readonly field: string };
  readonly related?: readonly Related[];
  /** How to repair it, where there is one obvious way. */
  readonly repair?: Repair;
  /** Drawn faded, or struck through. */
  readonly look?: "unnecessary" | "deprecated";
}

/** Another place that has to do with a finding. */
export interface Related extends Span {
  /** Another file than the finding's own. */
  readonly uri?: string;
  readonly message: ServerSentence;
}

/** A repair as plain data, so that a quick fix never has to read a message. Steps lead from the root of the document. */
export type Repair =
  | { readonly is: "renameKey"; readonly path: Steps; readonly to: string }
  | { readonly is: "setValue"; readonly path: Steps; readonly to: string | number | boolean }
  | { readonly is: "addKey"; readonly path: Steps; readonly key: string; readonly value: unknown }
  | { readonly is: "remove"; readonly path: Steps }
  /** Into the end of another map, perhaps under another name. */
  | { readonly is: "move"; readonly path: Steps; readonly into: Steps; readonly as?: string }
  /** This item of a list and the next become one. */
  | { readonly is: "mergeItems"; readonly path: Steps }
  /** Tabs that indent become spaces. */
  | { readonly is: "untab" }
  /** What stands behind `//` becomes a comment. */
  | { readonly is: "comment"; readonly path: Steps }
  /** A removed version becomes its successor, with what that changes. */
  | { readonly is: "migrate" }
  | { readonly is: "several"; readonly repairs: readonly Repair[] };
