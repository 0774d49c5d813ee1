import type { Steps } from "../../api/path.ts";
import type { Severity } from "./settings.ts";
import type { Span } from "../syntax/tree.ts";
import type { ServerSentence } from "../words/say.ts";

/** A message about a place in a document. Offsets count from the document's start. */
export interface Finding extends Span {
  /** Kebab-case and stable: the name of its page in `docs/rules/`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: ServerSentence;
  /** The API server's type of the cause, and the field as it prints it. */
  readonly origin?: { readonly type: string; readonly field: string };
  readonly related?: readonly Related[];
  /** Its repair, if there is exactly one obvious way. */
  readonly repair?: Repair;
  /** Drawn faded, or struck through. */
  readonly look?: "unnecessary" | "deprecated";
  /** Nothing that is written elsewhere can cure it, so it is shown as soon as the cursor leaves its line. */
  readonly isLocal?: true;
}

/** Another place that is related to a finding. */
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
  /** Moves the entry to the end of another map, perhaps under another name. */
  | { readonly is: "move"; readonly path: Steps; readonly into: Steps; readonly as?: string }
  /** Joins this list item with the next one. */
  | { readonly is: "mergeItems"; readonly path: Steps }
  /** Tabs that indent become spaces. */
  | { readonly is: "untab" }
  /** Turns the text after `//` into a comment. */
  | { readonly is: "comment"; readonly path: Steps }
  /** Replaces a removed apiVersion by its successor, with all changes that it needs. */
  | { readonly is: "migrate" }
  | { readonly is: "several"; readonly repairs: readonly Repair[] };
